import type { RefundVerbs } from '../../../server/payments/core/refund-repository'
import type { RefundRecord } from '../../../server/payments/core/records'
import { refundTransitions, type RefundState } from '../../../server/payments/core/transitions'
import { keyName, takeDue, type Book, type Row, type Verbs } from './book'
import { deniedOnceMore } from './denials'
import { countRefunded, endRefund } from './refund-ends'

function some(book: Book, wanted: (refund: RefundRecord) => boolean): RefundRecord[] {
  const found: RefundRecord[] = []
  for (const { record } of book.refunds.values()) if (wanted(record)) found.push(record)
  return found.sort((a, b) => a.createdAt - b.createdAt || a.attempt - b.attempt)
}

export const refundsOfCharge = (book: Book, chargeId: string): RefundRecord[] =>
  some(book, (refund) => refund.chargeId === chargeId)

export function refundVerbs(book: Book): Pick<Verbs, keyof RefundVerbs> {
  /** @param sentAt only while it is this sending */
  function move(
    refundId: string,
    to: RefundState,
    changes: Partial<RefundRecord>,
    sentAt: number | null = null,
  ): boolean {
    const row = book.refunds.get(refundId)
    if (!row || !refundTransitions[row.record.status].includes(to)) return false
    if (sentAt !== null && row.record.sentAt !== sentAt) return false
    book.setRefund(row, { ...row.record, ...changes, status: to })
    return true
  }

  function sending(refundId: string, sentAt: number): Row<RefundRecord> | null {
    const row = book.refunds.get(refundId)
    return row?.record.status === 'sending' && row.record.sentAt === sentAt ? row : null
  }

  return {
    beginRefund: (...asked) => beginRefund(book, ...asked),
    refundById: (refundId) => book.refunds.get(refundId)?.record ?? null,
    refundByGatewayId: (gatewayId) => book.refundByGatewayId(gatewayId)?.record ?? null,
    refundsOfCharge: (chargeId) => refundsOfCharge(book, chargeId),
    refundsOfOrders: (orderIds) => some(book, (refund) => orderIds.includes(refund.orderId)),

    // As returned by the update: with the lease as its next try.
    takeDueRefunds: (now, leaseUntil, limit) =>
      takeDue(book, book.refunds.values(), { now, leaseUntil, limit }).map((row) => {
        row.record = { ...row.record, nextTryAt: leaseUntil }
        return row.record
      }),

    scheduleRefund(refundId, state, nextTryAt) {
      const row = book.refunds.get(refundId)
      if (row?.record.status === state) book.setRefund(row, { ...row.record, nextTryAt })
    },

    refundSending: (refundId, step) => move(refundId, 'sending', { ...step, looks: 0 }),

    refundNotFound(refundId, sentAt, nextTryAt) {
      const row = sending(refundId, sentAt)
      if (row) book.setRefund(row, { ...row.record, looks: row.record.looks + 1, nextTryAt })
    },

    refundNotSent(refundId, sentAt, { because, nextTryAt }) {
      const sent = because === 'provably_not_done' ? { sentAt: null } : {}
      return move(refundId, 'wanted', { ...sent, looks: 0, nextTryAt }, sentAt)
    },

    noteRefundDenied(refundId, now) {
      const row = book.refunds.get(refundId)
      if (!row || row.record.status === 'succeeded' || row.record.status === 'failed') return null
      book.setRefund(row, { ...row.record, ...deniedOnceMore(row.record, now) })
      return row.record
    },

    forgetRefundDenials(refundId) {
      const row = book.refunds.get(refundId)
      if (row) book.setRefund(row, { ...row.record, denials: 0, deniedSince: null })
    },

    refundRefused(refundId, sentAt, { failure, nextTryAt }) {
      const row = sending(refundId, sentAt)
      if (row) book.setRefund(row, { ...row.record, failure, nextTryAt })
    },

    refundAccepted: (refundId, accepted) => move(refundId, 'processing', accepted),

    refundSucceeded: (refundId, { gatewayId, amount, succeededAt }) =>
      endRefund(book, refundId, 'succeeded', { gatewayId, amount, succeededAt, failure: null }),

    refundFailed: (refundId, failure, { gatewayId, ...then }) =>
      endRefund(book, refundId, 'failed', { gatewayId, failure }, then),

    addForeignRefund(refund) {
      if (!book.addRefund(refund)) return false
      const { orderId, refundId, status } = refund
      if (status === 'succeeded' || status === 'failed') {
        book.tell({ orderId, type: `refund.${status}`, refundId })
      }
      if (status === 'succeeded') countRefunded(book, refund.chargeId)
      return true
    },
  }
}

/** What has gone back of a charge, and what is on its way. */
function takenOf(book: Book, chargeId: string): number {
  let taken = 0
  for (const { record } of book.refunds.values()) {
    if (record.chargeId === chargeId && record.status !== 'failed') taken += record.amount
  }
  return taken
}

function beginRefund(
  book: Book,
  ...[refund, claim, atATime]: Parameters<RefundVerbs['beginRefund']>
): Awaited<ReturnType<RefundVerbs['beginRefund']>> {
  const row = book.charges.get(refund.chargeId)
  if (!row) throw new Error('no such charge')
  const name = keyName(claim)
  const known = book.keys.get(name)
  if (known) return { known }
  const charge = row.record
  if (atATime === 'one' && charge.refundUnderWay !== null) return 'refund_in_progress'
  const taken = atATime === 'one' ? charge.refunded : takenOf(book, charge.chargeId)
  if (charge.status !== 'succeeded' || taken + refund.amount > charge.amount) {
    return 'exceeds'
  }
  book.keys.set(name, claim)
  if (!book.addRefund(refund)) throw new Error('a refund id is taken')
  book.setCharge(row, { ...charge, refundUnderWay: refund.refundId })
  return 'begun'
}
