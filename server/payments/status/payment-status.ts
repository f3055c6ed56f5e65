import type { OrderStatus } from '../../contract/orders'
import type { PaymentStatus } from '../../contract/payment'
import type { PaymentDeps } from '../core/deps'
import type { ChargeWithRefunds } from '../core/charge-repository'
import type { OrderWithLastCharge } from '../core/order-repository'
import { orderNotFound } from '../core/errors'
import type { ChargeRecord, OrderRecord } from '../core/records'

const live: ReadonlySet<string> = new Set(['creating', 'live'])

/** The contract's order status, derived from the order's state and its last charge. */
export function orderStatus(order: OrderRecord, last: ChargeRecord | null): OrderStatus {
  if (order.state !== 'open') return order.state
  return last && live.has(last.status) ? 'processing' : 'unpaid'
}

/** As the status query returns it: `failed` where the last charge failed. */
export function paymentStatus({ order, last }: OrderWithLastCharge): PaymentStatus {
  const status = orderStatus(order, last)
  return status === 'unpaid' && last?.status === 'failed' ? 'failed' : status
}

const final: ReadonlySet<PaymentStatus> = new Set(['paid', 'closed', 'refunded', 'failed'])

/** Whether waiting longer makes no sense. */
export function isFinal(status: PaymentStatus): boolean {
  return final.has(status)
}

export interface PaymentView extends OrderWithLastCharge {
  readonly status: PaymentStatus
}

export async function readPayment(
  deps: Pick<PaymentDeps, 'repository'>,
  orderId: string,
): Promise<PaymentView | null> {
  const found = await deps.repository.orderWithLastCharge(orderId)
  return found && { ...found, status: paymentStatus(found) }
}

/** A view read after the gateway answered includes that answer, but nothing later. */
export interface FreshView {
  readonly view: PaymentView
  /** Whether it had answered, before this was read, a query of the last charge that was sent after `moment`. */
  readonly answeredSince: boolean
}

/** @param moment the gateway has to have been asked after it */
export async function refreshPayment(
  deps: Pick<PaymentDeps, 'repository' | 'freshness'>,
  before: PaymentView,
  moment: number,
): Promise<FreshView> {
  const chargeId = before.last?.chargeId ?? null
  const spoken = chargeId !== null && deps.freshness.since(chargeId, moment)
  const view = await readPayment(deps, before.order.orderId)
  if (!view) throw orderNotFound()
  return { view, answeredSince: spoken && view.last?.chargeId === chargeId }
}

/** The state of one payer's own money. */
export type OwnPayment = ChargeWithRefunds

/** @returns the charge of the order that matters most to this payer; null where they have none */
export async function readOwnPayment(
  deps: Pick<PaymentDeps, 'repository'>,
  order: OrderRecord,
  openid: string,
): Promise<OwnPayment | null> {
  return ownCharge(await deps.repository.chargesOfOrder(order.orderId), order, openid)
}

/**
 * Money that does not pay the order comes first: its payer has to read that it is refunded, not of a success,
 * be it theirs or somebody else's.
 */
function ownCharge(
  charges: readonly ChargeWithRefunds[],
  order: OrderRecord,
  openid: string,
): ChargeWithRefunds | null {
  const own = charges.filter(({ charge }) => charge.openid === openid)
  const paid = own.filter(({ charge }) => charge.status === 'succeeded')
  const unwanted = paid.filter(({ charge }) => charge.chargeId !== order.paidChargeId)
  return unwanted.at(-1) ?? paid.at(-1) ?? own.at(-1) ?? null
}
