import { pendingAfter } from './polling-times'
import { saysUnpaid } from './confirming-states'
import type { State } from './states'
import type { Closed, MoneyBack, Paid, Refunded } from './result-states'
import type { Wish } from './paying-states'
import type { OrderRequest } from './ordering-states'
import type { Target } from './page-target'
import type { Poll } from './poll'
import type { KnownOrder } from './timed-order'
import type { Charge, Order } from './wire'

/** What has to be done while a state lasts. An unchanged description is not started again. */
export type Effect =
  | { readonly verb: 'sign_in'; readonly round: number }
  | { readonly verb: 'leave'; readonly url: string }
  | { readonly verb: 'load'; readonly target: Target; readonly round: number }
  | { readonly verb: 'open_order'; readonly request: OrderRequest; readonly again: boolean }
  | { readonly verb: 'create_charge'; readonly orderId: string; readonly wish: Wish }
  | { readonly verb: 'await_bridge'; readonly orderId: string }
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
      /** Whether it can wait until the page is visible. */
      readonly seen: boolean
      /** The order's status on the page that asks. */
      readonly known: Order['status']
    }
  | { readonly verb: 'deadline'; readonly ms: number }
  /** Unix ms by this phone's clock. */
  | { readonly verb: 'await_end'; readonly until: number }
  | { readonly verb: 'option_menu'; readonly shown: boolean }

/** In seconds: how long the backend may hold a status query open. */
export type Wait = 0 | 25

/** In ms: how long a confirmation may take before the payer is told so and offered what to do. */
const deadline: Effect = { verb: 'deadline', ms: pendingAfter }

/** The effects that a state calls for. The effect runner starts them, and stops those no longer called for. */
export function effectsOf(state: State): readonly Effect[] {
  return [...arrivingEffects(state), { verb: 'option_menu', shown: hasMenu(state.step) }]
}

/**
 * Where WeChat's own menu is useful and harmless. An order that has ended cannot be paid through a forwarded
 * link, and people save it, complain, or enlarge the text; where this WeChat cannot pay, forwarding the link
 * is the way on. Anywhere else the menu would share a payable link.
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
      return [{ verb: 'await_bridge', orderId: state.order.orderId }]
    case 'outside':
      return state.order ? [watch({ order: state.order, poll: state.poll }), end(state.order)] : []
    default:
      return payingEffects(state)
  }
}

function payingEffects(state: State): readonly Effect[] {
  switch (state.step) {
    case 'ready':
      // Nobody is paying it, as far as is known: a long poll would make the backend read it every second.
      return [state.notice === 'none' ? glance(state) : watch(state), end(state.order)]
    case 'sheet': {
      const { order, charge, round } = state
      const sheet = { verb: 'open_sheet', orderId: order.orderId, charge, round } as const
      return [sheet, ask(order, state.poll, state.poll.asks === 0 ? 0 : 25)]
    }
    case 'confirming': {
      const { order, hint, resumed, poll } = state
      // Without an open sheet the present status is the answer: a long poll would only delay it.
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

/** Whether what an ended order shows can still change by itself. */
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

/** Asks for the status at intervals, and only while the page is visible. */
function glance({ order, poll }: Watched): Effect {
  return ask(order, poll, 0, true)
}

function ask({ orderId, status }: KnownOrder, poll: Poll, held: Wait, seen = held > 0): Effect {
  // Back in view after an absence: a long poll would only keep the payer waiting.
  const wait = isHurried(poll) ? 0 : held
  return { verb: 'ask', orderId, poll, wait, seen: seen && !isHurried(poll), known: status }
}

/** The page knows when its order ends, and asks at that moment. */
function end({ endsAt }: KnownOrder): Effect {
  return { verb: 'await_end', until: endsAt }
}

function isHurried({ asks, pause }: Poll): boolean {
  return asks > 0 && pause === 0
}
