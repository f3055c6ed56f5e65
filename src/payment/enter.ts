import type { Answer } from './events'
import { failureOf } from './failure'
import { askNow, background, polling, quick, waiting } from './poll'
import type {
  Closed,
  Confirming,
  Environment,
  Hint,
  Mine,
  Ordering,
  OrderRequest,
  Paid,
  Ready,
  Refunded,
  State,
} from './states'
import type { Target } from './target'
import type { Order } from './wire'

/** The order as somebody may pay it; a live charge, whoever's, is watched from behind the page. */
export function ready(order: Order, notice: Ready['notice'] = 'none'): Ready {
  const busy = order.status === 'processing' && notice === 'none'
  return { step: 'ready', order, notice: busy ? 'busy' : notice, poll: polling(background) }
}

/** A final order's own page; null while the order can still be paid. */
export function settled(order: Order, mine: Mine): Paid | Closed | Refunded | null {
  if (order.status === 'paid') return { step: 'paid', order, mine }
  if (order.status === 'refunded') return { step: 'refunded', order, mine }
  if (order.status === 'closed') return { step: 'closed', order, mine, poll: polling(background) }
  return null
}

/** Where an answer that ends the order leads; null when it ends nothing. Unknown is never paid. */
export function ended(order: Order, { payment, order: fresh }: Answer): State | null {
  const { status, paidAt, mine } = payment
  if (status === 'unpaid' || status === 'processing' || status === 'failed') return null
  const after = { ...order, ...fresh, status, paidAt: paidAt ?? fresh?.paidAt ?? order.paidAt }
  return settled(after, mine)
}

/** Finding out what became of a sheet, or of a payment that somebody asks about. */
export function confirming(order: Order, hint: Hint, since: number, resumed = false): Confirming {
  const asks = resumed || hint === 'cancel' || hint === 'fail' ? quick : waiting
  return {
    step: 'confirming',
    order,
    hint,
    resumed,
    since,
    checkedAt: null,
    trouble: null,
    poll: polling(asks),
  }
}

/** An order that has just become known, on a page where it may be paid. */
export function shown(order: Order, auto: boolean): State {
  const end = settled(order, null)
  if (end) return end
  // `auto=1` in a link is a wish: only the merchant's word on the order makes the sheet open untapped.
  if (auto && order.autoPay) return { step: 'charging', order, wish: 'auto' }
  return ready(order)
}

/** Outside the WeChats that can pay; where an order is known, its end is followed. */
export function outside(environment: Environment, target: Target, order: Order | null): State {
  const poll = polling(background)
  return { step: 'outside', environment, target, order, poll }
}

export function ordering(request: OrderRequest, again = false): Ordering {
  return { step: 'ordering', request, again }
}

export function targetOf(request: OrderRequest): Target {
  return 'item' in request
    ? { kind: 'item', item: request.item, auto: request.auto }
    : { kind: 'amount' }
}

/** To WeChat and back, at most twice by itself: a phone that loses our cookie must not turn for ever. */
export function leaving(target: Target, url: string, restarts: number): State {
  if (restarts < 2) return { step: 'leaving', url, target }
  return loginNeeded(target, url)
}

export function loginNeeded(target: Target, url: string): State {
  const failure = { ...failureOf('login_required'), authorizeUrl: url }
  return { step: 'load_failed', target, failure }
}

/** The same state, its next query at once. */
export function hurried<S extends { poll: Confirming['poll'] }>(state: S): S {
  return { ...state, poll: askNow(state.poll) }
}
