import type { Closed, MoneyBack, OrderRequest, Paid, Refunded, State, Wish } from './states'
import type { Target } from './target'
import type { Poll } from './poll'
import type { Charge, Order } from './wire'

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
  | {
      readonly verb: 'ask'
      readonly orderId: string
      readonly poll: Poll
      readonly wait: Wait
      /** How the order stands on the page that asks. */
      readonly known: Order['status']
    }
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
      return state.order ? [ask(state.order, state.poll, 25)] : []
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
      return [sheet, ask(order, state.poll, state.poll.asks === 0 ? 0 : 25)]
    }
    case 'confirming': {
      const { order, hint, resumed, poll } = state
      // Behind no sheet at all, how things stand is the answer: a held-open query would keep it back.
      const asking = hint === 'none' && poll.asks === 0
      const hasty = asking || resumed || hint === 'cancel' || hint === 'fail'
      return [ask(order, poll, hasty ? 0 : 25), deadline]
    }
    case 'charge_refused':
    case 'pending':
    case 'unpaid':
    case 'failed':
      return [watch(state)]
    case 'paid':
    case 'refunded':
    case 'closed':
    case 'money_back':
      return canChange(state) || isHurried(state.poll) ? [watch(state)] : []
    default:
      return []
  }
}

/** Whether what an order that is over shows is going to change by itself. */
function canChange(state: Paid | Refunded | Closed | MoneyBack): boolean {
  switch (state.step) {
    case 'closed':
      return true
    case 'money_back':
      return state.refund !== 'succeeded'
    case 'paid':
      return state.begun || state.refund === 'processing'
    case 'refunded':
      return state.begun
  }
}

function watch({ order, poll }: { order: Order; poll: Poll }): Effect {
  return ask(order, poll, 25)
}

function ask({ orderId, status }: Order, poll: Poll, wait: Wait): Effect {
  // back in view after an absence: a held-open query would only keep the payer waiting
  return { verb: 'ask', orderId, poll, wait: isHurried(poll) ? 0 : wait, known: status }
}

function isHurried({ asks, pause }: Poll): boolean {
  return asks > 0 && pause === 0
}
