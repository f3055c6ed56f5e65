import { failureOf } from '../failure'
import type { KnownOrder } from '../timed-order'
import { askNow, polling } from '../poll'
import { background, idle, quick, waiting } from '../polling-times'
import { saysUnpaid } from '../confirming-states'
import type { State } from '../states'
import type { Confirming, Hint } from '../confirming-states'
import type { Ready } from '../paying-states'
import type { Ordering, OrderRequest } from '../ordering-states'
import type { Environment } from '../arriving-states'
import type { Target } from '../page-target'
import type { Charge, CheckoutOptions, Order } from '../wire'

/** An order that can be paid. While any payer has a live charge, the page keeps asking about it. */
export function ready(order: KnownOrder, told: Ready['notice'] = 'none'): Ready {
  const notice = order.status === 'processing' && told === 'none' ? 'busy' : told
  return { step: 'ready', order, notice, poll: polling(notice === 'none' ? idle : background) }
}

/** Asks for the result of a sheet, or of a payment that somebody asks about. */
export function confirming(
  order: KnownOrder,
  hint: Hint,
  since: number,
  { chargeId = null, resumed = false }: Partial<Pick<Confirming, 'chargeId' | 'resumed'>> = {},
): Confirming {
  const asks = resumed || saysUnpaid(hint) ? quick : waiting
  return {
    step: 'confirming',
    order,
    hint,
    chargeId,
    resumed,
    since,
    checkedAt: null,
    trouble: null,
    poll: polling(asks),
  }
}

/** Whether the order can no longer be paid. The order alone does not say whose money paid it. */
export function isOver({ status }: Order): boolean {
  return status !== 'unpaid' && status !== 'processing'
}

/**
 * An order that has just become known, on a page where it may be paid.
 * @param charge that came with it
 */
export function shown(order: KnownOrder, auto: boolean, charge: Charge | null = null): State {
  // Loaded again, as from a link: this payer may have paid an already paid order, and must not first read
  // «success».
  if (isOver(order)) return { step: 'loading', target: orderTarget(order.orderId), round: 0 }
  // `auto=1` in a link is only a request: the sheet opens untapped only where the order allows it.
  if (!auto || !order.autoPay) return ready(order)
  return charge
    ? { step: 'bridging', order, charge, tapped: false }
    : { step: 'charging', order, wish: 'auto' }
}

/** Outside a WeChat that can pay; where an order is known, its end is awaited. */
export function outside(environment: Environment, target: Target, order: KnownOrder | null): State {
  const poll = polling(background)
  return { step: 'outside', environment, target, order, poll }
}

/** Before there is an order: typing an amount comes first, where the merchant allows it. */
export function choosing(options: CheckoutOptions): State {
  return options.openAmount
    ? { step: 'amount', options, amount: null, remark: '', failure: null }
    : { step: 'catalog', options }
}

export function ordering(request: OrderRequest, again = false): Ordering {
  return { step: 'ordering', request, again }
}

export function orderTarget(orderId: string): Target {
  return { kind: 'order', orderId, auto: false }
}

export function targetOf(request: OrderRequest): Target {
  return 'item' in request
    ? { kind: 'item', item: request.item, auto: request.auto }
    : { kind: 'amount' }
}

/** Goes to WeChat and back at most twice by itself. A phone that loses our cookie would otherwise loop. */
export function leaving(target: Target, url: string, restarts: number): State {
  if (restarts < 2) return { step: 'leaving', url, target }
  return loginNeeded(target, url)
}

export function loginNeeded(target: Target, url: string): State {
  const failure = { ...failureOf('login_required'), authorizeUrl: url }
  return { step: 'load_failed', target, failure }
}

/** The same state with its next query sent at once. */
export function hurried<S extends { poll: Confirming['poll'] }>(state: S): S {
  return { ...state, poll: askNow(state.poll) }
}
