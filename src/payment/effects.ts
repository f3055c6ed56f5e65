import { pendingAfter } from './polling-times'
import { saysUnpaid } from './confirming-states'
import type { State } from './states'
import type { Closed, MoneyBack, Paid, Refunded } from './result-states'
import type { Wish } from './paying-states'
import type { OrderRequest } from './ordering-states'
import type { Target } from './target'
import type { Poll } from './poll'
import type { KnownOrder } from './timed-order'
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
      /** Whether it can wait until somebody looks. */
      readonly seen: boolean
      /** How the order stands on the page that asks. */
      readonly known: Order['status']
    }
  | { readonly verb: 'deadline'; readonly ms: number }
  /** Unix ms by this phone's clock. */
  | { readonly verb: 'await_end'; readonly until: number }
  | { readonly verb: 'option_menu'; readonly shown: boolean }

/** Seconds that the backend may hold a status query open. */
export type Wait = 0 | 25

/** How long a confirmation may take before the payer is told that it takes long, and given ways on. */
const deadline: Effect = { verb: 'deadline', ms: pendingAfter }

/** What a state calls for; the shell does it and stops whatever is no longer called for. */
export function effectsOf(state: State): readonly Effect[] {
  return [...arrivingEffects(state), { verb: 'option_menu', shown: hasMenu(state.step) }]
}

/**
 * Where WeChat's own menu is of use and harms nobody: an order that is over cannot be paid by whoever gets
 * its link, and people keep it as a favourite, complain, or enlarge the letters; where this WeChat cannot
 * pay, forwarding the link is the way on. Anywhere else it would hand a payable link around.
 */
function hasMenu(step: State['step']): boolean {
  return menuSteps.includes(step)
}

const menuSteps: readonly State['step'][] = [
  'outside',
  'nowhere',
  'not_found',
  'paid',
  'closed',
  'refunded',
  'money_back',
]

function arrivingEffects(state: State): readonly Effect[] {
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
      return state.order ? [watch({ order: state.order, poll: state.poll }), end(state.order)] : []
    default:
      return payingEffects(state)
  }
}

function payingEffects(state: State): readonly Effect[] {
  switch (state.step) {
    case 'ready':
      // Nobody pays it, as far as anybody knows: a held-open query would cost the backend a look a second.
      return [state.notice === 'none' ? glance(state) : watch(state), end(state.order)]
    case 'sheet': {
      const { order, charge, round } = state
      const sheet = { verb: 'open_sheet', orderId: order.orderId, charge, round } as const
      return [sheet, ask(order, state.poll, state.poll.asks === 0 ? 0 : 25)]
    }
    case 'confirming': {
      const { order, hint, resumed, poll } = state
      // Behind no sheet at all, how things stand is the answer: a held-open query would keep it back.
      const asking = hint === 'none' && poll.asks === 0
      const hasty = asking || resumed || saysUnpaid(hint)
      return [ask(order, poll, hasty ? 0 : 25), deadline]
    }
    case 'pending':
      return [watch(state)]
    case 'charge_refused':
    case 'bridge_missing':
    case 'unpaid':
    case 'failed':
      return [watch(state), end(state.order)]
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
      return true
    case 'refunded':
      return state.begun
  }
}

interface Watched {
  readonly order: KnownOrder
  readonly poll: Poll
}

function watch({ order, poll }: Watched): Effect {
  return ask(order, poll, 25)
}

/** Asks how things stand from time to time, and only while somebody looks. */
function glance({ order, poll }: Watched): Effect {
  return ask(order, poll, 0, true)
}

function ask({ orderId, status }: KnownOrder, poll: Poll, held: Wait, seen = held > 0): Effect {
  // back in view after an absence: a held-open query would only keep the payer waiting
  const wait = isHurried(poll) ? 0 : held
  return { verb: 'ask', orderId, poll, wait, seen: seen && !isHurried(poll), known: status }
}

/** The page knows when its order ends, and asks in that moment. */
function end({ endsAt }: KnownOrder): Effect {
  return { verb: 'await_end', until: endsAt }
}

function isHurried({ asks, pause }: Poll): boolean {
  return asks > 0 && pause === 0
}
