import type { IncidentRecord, RefundRecord } from '../../../server/payments/core/records'
import { orderTransitions, refundTransitions } from '../../../server/payments/core/transitions'
import type { Book } from './book'
import { stageOf } from './order-verbs'

interface Then {
  readonly seen: Pick<RefundRecord, 'status' | 'sentAt'> | null
  readonly incident: IncidentRecord | null
  readonly next: RefundRecord | null
}

/** What a refund's end does to its charge and to the order, at once. */
export function endRefund(
  book: Book,
  refundId: string,
  to: 'succeeded' | 'failed',
  { gatewayId, ...changes }: { readonly gatewayId: string | null } & Partial<RefundRecord>,
  then: Then = { seen: null, incident: null, next: null },
): boolean {
  const row = book.refunds.get(refundId)
  if (!row || !refundTransitions[row.record.status].includes(to)) return false
  const { record } = row
  const { seen } = then
  if (seen && (seen.status !== record.status || seen.sentAt !== record.sentAt)) return false
  if (to === 'failed' && gatewayId !== null && (record.gatewayId ?? gatewayId) !== gatewayId) {
    return false
  }
  const ended = { status: to, gatewayId: record.gatewayId ?? gatewayId, nextTryAt: null }
  book.setRefund(row, { ...record, ...changes, ...ended })
  book.tell({ orderId: record.orderId, type: `refund.${to}`, refundId })
  const { incident, next } = then
  if (incident) book.addIncident(incident)
  if (next && !book.addRefund(next)) throw new Error('a refund id is taken')
  const charge = book.charges.get(record.chargeId)
  if (charge?.record.refundUnderWay === refundId) {
    book.setCharge(charge, { ...charge.record, refundUnderWay: next?.refundId ?? null })
  }
  if (to === 'succeeded') countRefunded(book, record.chargeId)
  return true
}

/** An order whose whole payment has gone back becomes refunded. */
export function countRefunded(book: Book, chargeId: string): void {
  const row = book.charges.get(chargeId)
  if (!row) throw new Error('no such charge')
  let refunded = 0
  for (const { record } of book.refunds.values()) {
    if (record.chargeId === chargeId && record.status === 'succeeded') refunded += record.amount
  }
  book.setCharge(row, { ...row.record, refunded })
  if (refunded < row.record.amount) return
  const order = book.orders.get(row.record.orderId)
  if (order?.record.paidChargeId !== chargeId) return
  if (!orderTransitions[stageOf(order.record)].includes('refunded')) return
  book.setOrder(order, { ...order.record, state: 'refunded', closedBy: null })
  book.tell({ orderId: order.record.orderId, type: 'order.refunded' })
}
