import type { OrderStatus } from '../../contract/orders'
import type { PaymentStatus } from '../../contract/payment'
import type { PaymentDeps } from '../core/deps'
import type { ChargeWithRefunds } from '../core/charge-repository'
import type { OrderWithLastCharge } from '../core/order-repository'
import { orderNotFound } from '../core/errors'
import type { ChargeRecord, OrderRecord } from '../core/records'

const live: ReadonlySet<string> = new Set(['creating', 'live'])

/** The contract's order status, which follows from the order's state and its last charge. */
export function orderStatus(order: OrderRecord, last: ChargeRecord | null): OrderStatus {
  if (order.state !== 'open') return order.state
  return last && live.has(last.status) ? 'processing' : 'unpaid'
}

/** As the status query says it: `failed` where the last charge ended in failure. */
export function paymentStatus({ order, last }: OrderWithLastCharge): PaymentStatus {
  const status = orderStatus(order, last)
  return status === 'unpaid' && last?.status === 'failed' ? 'failed' : status
}

const final: ReadonlySet<PaymentStatus> = new Set(['paid', 'closed', 'refunded', 'failed'])

/** Whether waiting any longer makes no sense. */
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

/** What is looked up after the gateway has spoken shows what it said; what it says later is not in it. */
export interface FreshView {
  readonly view: PaymentView
  /** Whether, before this was looked up, it had answered a question about the last charge asked in time. */
  readonly answeredSince: boolean
}

/** @param moment after which the gateway has to have been asked */
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

/** What became of one payer's own money. */
export type OwnPayment = ChargeWithRefunds

/** @returns this payer's charge of the order that matters most to them; null where they have none */
export async function readOwnPayment(
  deps: Pick<PaymentDeps, 'repository'>,
  order: OrderRecord,
  openid: string,
): Promise<OwnPayment | null> {
  return ownCharge(await deps.repository.chargesOfOrder(order.orderId), order, openid)
}

/**
 * Money that does not pay the order comes first: its owner reads that it goes back, and not of a success,
 * be it somebody's or their own.
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
