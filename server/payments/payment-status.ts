import type { OrderStatus, Payment, PaymentStatus } from '../contract'
import type { PaymentDeps } from './deps'
import type { ChargeRecord, OrderRecord } from './records'

const live: ReadonlySet<string> = new Set(['creating', 'live'])

/** The contract's order status, which follows from the order's state and its last charge. */
export function orderStatus(order: OrderRecord, last: ChargeRecord | null): OrderStatus {
  if (order.state !== 'open') return order.state
  return last && live.has(last.status) ? 'processing' : 'unpaid'
}

/** As the status query says it: `failed` where the last charge ended in failure. */
function paymentStatus(order: OrderRecord, last: ChargeRecord | null): PaymentStatus {
  const status = orderStatus(order, last)
  return status === 'unpaid' && last?.status === 'failed' ? 'failed' : status
}

const final: ReadonlySet<PaymentStatus> = new Set(['paid', 'closed', 'refunded', 'failed'])

/** Whether waiting any longer makes no sense. */
export function isFinal(status: PaymentStatus): boolean {
  return final.has(status)
}

export interface PaymentView {
  readonly order: OrderRecord
  readonly last: ChargeRecord | null
  readonly status: PaymentStatus
}

export async function lookUpPayment(
  deps: Pick<PaymentDeps, 'ledger'>,
  orderId: string,
): Promise<PaymentView | null> {
  const order = await deps.ledger.orderById(orderId)
  if (!order) return null
  const last = order.lastChargeId ? await deps.ledger.chargeById(order.lastChargeId) : null
  return { order, last, status: paymentStatus(order, last) }
}

const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString())

/** The status query's answer. `own` is this payer's own charge that matters most, if they are known. */
export function describePayment(
  view: PaymentView,
  own: ChargeRecord | null,
  times: { readonly receivedAt: number; readonly now: number },
): Payment {
  const { order, last, status } = view
  const failure = status === 'failed' ? (last?.failure ?? null) : null
  return {
    orderId: order.orderId,
    status,
    chargeId: order.paidChargeId ?? last?.chargeId ?? null,
    paidAt: iso(order.paidAt),
    checkedAt: iso(last?.checkedAt ?? null),
    receivedAt: new Date(times.receivedAt).toISOString(),
    failure: failure && { code: failure.code, message: failure.message },
    mine: own && { chargeId: own.chargeId, status: own.status, refund: null },
    now: new Date(times.now).toISOString(),
  }
}

/** Of one payer's charges of an order, the one that tells best what became of their money. */
export function ownCharge(charges: readonly ChargeRecord[], openid: string): ChargeRecord | null {
  const own = charges.filter((charge) => charge.openid === openid)
  return own.find((charge) => charge.status === 'succeeded') ?? own.at(-1) ?? null
}
