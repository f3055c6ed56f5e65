import type { OrderStatus } from '../../contract/orders'
import type { Payment, PaymentStatus } from '../../contract/payment'
import { refundStatusOf } from './describe-refund'
import type { PaymentDeps } from '../core/deps'
import type { OrderWithLastCharge } from '../core/repository'
import { orderNotFound } from '../core/errors'
import type { ChargeRecord, OrderRecord, RefundRecord } from '../core/records'

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

export async function lookUpPayment(
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
export async function lookAgain(
  deps: Pick<PaymentDeps, 'repository' | 'freshness'>,
  before: PaymentView,
  moment: number,
): Promise<FreshView> {
  const chargeId = before.last?.chargeId ?? null
  const spoken = chargeId !== null && deps.freshness.since(chargeId, moment)
  const view = await lookUpPayment(deps, before.order.orderId)
  if (!view) throw orderNotFound()
  return { view, answeredSince: spoken && view.last?.chargeId === chargeId }
}

/** What became of one payer's own money. */
export interface OwnPayment {
  readonly charge: ChargeRecord
  readonly refunds: readonly RefundRecord[]
}

/** @returns this payer's charge of the order that matters most to them; null where they have none */
export async function lookUpOwnPayment(
  deps: Pick<PaymentDeps, 'repository'>,
  order: OrderRecord,
  openid: string,
): Promise<OwnPayment | null> {
  const charge = ownCharge(await deps.repository.chargesOfOrder(order.orderId), order, openid)
  if (!charge) return null
  const paid = charge.status === 'succeeded'
  return { charge, refunds: paid ? await deps.repository.refundsOfCharge(charge.chargeId) : [] }
}

/**
 * Money that does not pay the order comes first: its owner reads that it goes back, and not of a success,
 * be it somebody's or their own.
 */
function ownCharge(
  charges: readonly ChargeRecord[],
  order: OrderRecord,
  openid: string,
): ChargeRecord | null {
  const own = charges.filter((charge) => charge.openid === openid)
  const paid = own.filter((charge) => charge.status === 'succeeded')
  const unwanted = paid.filter((charge) => charge.chargeId !== order.paidChargeId)
  return unwanted.at(-1) ?? paid.at(-1) ?? own.at(-1) ?? null
}

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString())

/** The status query's answer. `own` is what became of this payer's own money, if they are known. */
export function describePayment(
  view: PaymentView,
  own: OwnPayment | null,
  times: QueryTimes,
): Payment {
  const { order, last, status } = view
  const failure = status === 'failed' ? (last?.failure ?? null) : null
  return {
    orderId: order.orderId,
    status,
    chargeId: order.paidChargeId ?? last?.chargeId ?? null,
    paidAt: iso(order.paidAt),
    amountRefunded: amountRefunded(view, own),
    checkedAt: iso(checkedAt(last, times)),
    receivedAt: new Date(times.receivedAt).toISOString(),
    failure: failure && { code: failure.reason, message: failure.message },
    mine: own && describeOwn(own),
    now: new Date(times.now).toISOString(),
  }
}

/** What stands in the payer's refunds was read later: both are told of one instant. */
function amountRefunded({ order, refunded }: PaymentView, own: OwnPayment | null): number {
  if (own === null || own.charge.chargeId !== order.paidChargeId) return refunded
  return sumOf(own.refunds.filter((refund) => refund.status === 'succeeded'))
}

const sumOf = (refunds: readonly RefundRecord[]) =>
  refunds.reduce((sum, { amount }) => sum + amount, 0)

/** All by the clock of the process that answers. */
export interface QueryTimes {
  /** When the query came in. */
  readonly receivedAt: number
  readonly now: number
  /** Whether the gateway has answered a question about the last charge that was asked after that. */
  readonly answeredSince: boolean
}

/**
 * The page says 未扣款 where this is not before `receivedAt`. The row's time may be another process's, or
 * of a clock that has jumped, so whether the gateway was asked since is not read off it.
 */
function checkedAt(last: ChargeRecord | null, times: QueryTimes): number | null {
  const kept = last?.checkedAt ?? null
  if (kept === null) return null
  const { receivedAt, answeredSince } = times
  return answeredSince ? Math.max(kept, receivedAt) : Math.min(kept, receivedAt - 1)
}

function describeOwn({ charge, refunds }: OwnPayment): NonNullable<Payment['mine']> {
  const { chargeId, status } = charge
  // A try that failed and is followed by another one is not what the payer needs to know of.
  const telling = refunds.filter((refund) => refund.status !== 'failed').at(-1) ?? refunds.at(-1)
  if (!telling) return { chargeId, status, refund: null }
  const { reason } = telling
  const allBack = charge.refunded >= charge.amount
  const refund = allBack
    ? { status: 'succeeded' as const, reason, amount: charge.refunded }
    : { status: refundStatusOf(telling), reason, amount: telling.amount }
  return { chargeId, status, refund }
}
