import type { Payment } from '../../contract/payment'
import type { RefundRecord, ChargeRecord } from '../core/records'
import { refundStatusOf } from './describe-refund'
import type { PaymentView, OwnPayment } from './payment-status'

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString())

/** The status query's answer. `own` is the state of this payer's own money, if they are known. */
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

/** The payer's refunds were read later than the order; both are shown as of one instant. */
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
  /** Whether the gateway has answered a query of the last charge that was sent after that. */
  readonly answeredSince: boolean
}

/**
 * The page says 未扣款 where this is not before `receivedAt`. The row's time may come from another process or
 * from a clock that has jumped, so it does not show whether the gateway was asked since.
 */
function checkedAt(last: ChargeRecord | null, times: QueryTimes): number | null {
  const kept = last?.checkedAt ?? null
  if (kept === null) return null
  const { receivedAt, answeredSince } = times
  return answeredSince ? Math.max(kept, receivedAt) : Math.min(kept, receivedAt - 1)
}

function describeOwn({ charge, refunds }: OwnPayment): NonNullable<Payment['mine']> {
  const { chargeId, status } = charge
  // An attempt that failed and is followed by another one does not concern the payer.
  const telling = refunds.filter((refund) => refund.status !== 'failed').at(-1) ?? refunds.at(-1)
  if (!telling) return { chargeId, status, refund: null }
  const { reason } = telling
  const allBack = charge.refunded >= charge.amount
  const refund = allBack
    ? { status: 'succeeded' as const, reason, amount: charge.refunded }
    : { status: refundStatusOf(telling), reason, amount: telling.amount }
  return { chargeId, status, refund }
}
