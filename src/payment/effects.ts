import type { OrderRequest, State, Wish } from './states'
import type { Target } from './target'
import type { Charge } from './wire'
import type { Poll } from './poll'

/** What has to be done while a state lasts. The same description is the same doing, once. */
export type Effect =
  | { readonly verb: 'sign_in'; readonly round: number }
  | { readonly verb: 'leave'; readonly url: string }
  | { readonly verb: 'load'; readonly target: Target; readonly round: number }
  | { readonly verb: 'open_order'; readonly request: OrderRequest; readonly again: boolean }
  | { readonly verb: 'create_charge'; readonly orderId: string; readonly wish: Wish }
  | { readonly verb: 'await_bridge' }
  | {
      readonly verb: 'open_sheet'
      readonly orderId: string
      readonly charge: Charge
      readonly round: number
    }
  | { readonly verb: 'ask'; readonly orderId: string; readonly poll: Poll; readonly wait: Wait }
  | { readonly verb: 'deadline'; readonly ms: number }

/** Seconds that the backend may hold a status query open. */
export type Wait = 0 | 25

/** How long a confirmation may take before the payer is told that it takes long, and given ways on. */
const deadline: Effect = { verb: 'deadline', ms: 10_000 }

/** What a state calls for; the shell does it and stops whatever is no longer called for. */
export function effectsOf(state: State): readonly Effect[] {
  switch (state.step) {
    case 'landing':
      return [{ verb: 'sign_in', round: state.round }]
    case 'leaving':
      return [{ verb: 'leave', url: state.url }]
    case 'loading':
      return [{ verb: 'load', target: state.target, round: state.round }]
    case 'ordering':
      return [{ verb: 'open_order', request: state.request, again: state.again }]
    case 'charging':
      return [{ verb: 'create_charge', orderId: state.order.orderId, wish: state.wish }]
    case 'bridging':
      return [{ verb: 'await_bridge' }]
    case 'outside':
      return state.order ? [ask(state.order.orderId, state.poll, 25)] : []
    default:
      return payingEffects(state)
  }
}

function payingEffects(state: State): readonly Effect[] {
  switch (state.step) {
    case 'ready':
      // an untouched order needs no watching until the page was left and came back
      return state.notice === 'none' && state.poll.asks === 0 ? [] : [watch(state)]
    case 'sheet': {
      const { order, charge, round } = state
      const sheet = { verb: 'open_sheet', orderId: order.orderId, charge, round } as const
      return [sheet, ask(order.orderId, state.poll, state.poll.asks === 0 ? 0 : 25)]
    }
    case 'confirming': {
      const { order, hint, resumed, poll } = state
      // Behind no sheet at all, how things stand is the answer: a held-open query would keep it back.
      const asking = hint === 'none' && poll.asks === 0
      const hasty = asking || resumed || hint === 'cancel' || hint === 'fail'
      return [ask(order.orderId, poll, hasty ? 0 : 25), deadline]
    }
    case 'charge_refused':
    case 'pending':
    case 'unpaid':
      return [watch(state)]
    case 'closed':
      return state.poll.asks < 20 ? [watch(state)] : []
    default:
      return []
  }
}

function watch({ order, poll }: { order: { orderId: string }; poll: Poll }): Effect {
  return ask(order.orderId, poll, 25)
}

function ask(orderId: string, poll: Poll, wait: Wait): Effect {
  // back in view after an absence: a held-open query would only keep the payer waiting
  return { verb: 'ask', orderId, poll, wait: poll.asks > 0 && poll.pause === 0 ? 0 : wait }
}
