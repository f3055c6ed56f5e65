import { type Kysely, type Updateable } from 'kysely'
import type { RefundVerbs } from '../../payments/core/refund-repository'
import { refundTransitions, allowedFrom, type RefundState } from '../../payments/core/transitions'
import { deniedSince } from '../rows/denials'
import { takeDue } from '../rows/due'
import { countRefunded, endRefund, holdCharge } from './end-refund'
import { refundOf, rowOfRefund } from '../rows/refund-rows'
import { failureColumns } from '../rows/failure-columns'
import { withNotifications, type OutboxOrOff } from '../outbox/with-notifications'
import type { Tables } from '../schema/tables'
import type { RefundsTable } from '../schema/payment-tables'
import { beginRefund } from './begin-refund'

export function refundVerbs(db: Kysely<Tables>, outbox: OutboxOrOff): RefundVerbs {
  const refunds = () => db.selectFrom('refunds').selectAll()

  /** @param sentAt only while it is this send */
  async function move(
    refundId: string,
    to: RefundState,
    columns: Updateable<RefundsTable>,
    sentAt: number | null = null,
  ): Promise<boolean> {
    const moved = await db
      .updateTable('refunds')
      .set({ ...columns, status: to })
      .where('refund_id', '=', refundId)
      .where('status', 'in', allowedFrom(refundTransitions, to))
      .$if(sentAt !== null, (query) => query.where('sent_at', '=', sentAt))
      .returning('refund_id')
      .executeTakeFirst()
    return moved !== undefined
  }

  return {
    async beginRefund(...asked) {
      return db.transaction().execute((transaction) => beginRefund(transaction, ...asked))
    },

    async refundById(refundId) {
      const row = await refunds().where('refund_id', '=', refundId).executeTakeFirst()
      return row ? refundOf(row) : null
    },

    async refundByGatewayId(gatewayId) {
      const row = await refunds().where('gateway_id', '=', gatewayId).executeTakeFirst()
      return row ? refundOf(row) : null
    },

    async refundsOfCharge(chargeId) {
      const rows = await refunds()
        .where('charge_id', '=', chargeId)
        .orderBy('created_at')
        .orderBy('attempt')
        .execute()
      return rows.map(refundOf)
    },

    async refundsOfOrders(orderIds) {
      if (orderIds.length === 0) return []
      const rows = await refunds()
        .where('order_id', 'in', orderIds)
        .orderBy('created_at')
        .orderBy('attempt')
        .execute()
      return rows.map(refundOf)
    },

    async takeDueRefunds(now, leaseUntil, limit) {
      return (await takeDue(db, 'refunds', now, leaseUntil, limit)).map(refundOf)
    },

    async scheduleRefund(refundId, state, nextTryAt) {
      await db
        .updateTable('refunds')
        .set({ next_try_at: nextTryAt })
        .where('refund_id', '=', refundId)
        .where('status', '=', state)
        .execute()
    },

    refundSending: (refundId, { amount, unlistedBefore, sentAt, nextTryAt }) =>
      move(refundId, 'sending', {
        amount,
        unlisted_before: unlistedBefore,
        sent_at: sentAt,
        looks: 0,
        next_try_at: nextTryAt,
      }),

    async refundNotFound(refundId, sentAt, nextTryAt) {
      await db
        .updateTable('refunds')
        .set((eb) => ({ looks: eb('looks', '+', 1), next_try_at: nextTryAt }))
        .where('refund_id', '=', refundId)
        .where('status', '=', 'sending')
        .where('sent_at', '=', sentAt)
        .execute()
    },

    refundNotSent: (refundId, sentAt, { because, nextTryAt }) => {
      const sent = because === 'provably_not_done' ? { sent_at: null } : {}
      return move(refundId, 'wanted', { ...sent, looks: 0, next_try_at: nextTryAt }, sentAt)
    },

    async noteRefundDenied(refundId, now) {
      const row = await db
        .updateTable('refunds')
        .set((eb) => ({ denials: eb('denials', '+', 1), denied_since: deniedSince(now) }))
        .where('refund_id', '=', refundId)
        .where('status', 'in', ['wanted', 'sending', 'processing'])
        .returningAll()
        .executeTakeFirst()
      return row ? refundOf(row) : null
    },

    async forgetRefundDenials(refundId) {
      await db
        .updateTable('refunds')
        .set({ denials: 0, denied_since: null })
        .where('refund_id', '=', refundId)
        .execute()
    },

    async refundRefused(refundId, sentAt, { failure, nextTryAt }) {
      await db
        .updateTable('refunds')
        .set({ ...failureColumns(failure), next_try_at: nextTryAt })
        .where('refund_id', '=', refundId)
        .where('status', '=', 'sending')
        .where('sent_at', '=', sentAt)
        .execute()
    },

    refundAccepted: (refundId, { gatewayId, amount, nextTryAt }) =>
      move(refundId, 'processing', {
        gateway_id: gatewayId,
        amount,
        ...failureColumns(null),
        next_try_at: nextTryAt,
      }),

    refundSucceeded: (refundId, { gatewayId, amount, succeededAt }) =>
      withNotifications(db, outbox, (transaction, told) => {
        const columns = { amount, succeeded_at: succeededAt, ...failureColumns(null) }
        return endRefund(transaction, told, refundId, 'succeeded', gatewayId, columns, null)
      }),

    refundFailed: (refundId, failure, { gatewayId, ...then }) =>
      withNotifications(db, outbox, (transaction, told) => {
        const columns = failureColumns(failure)
        return endRefund(transaction, told, refundId, 'failed', gatewayId, columns, then)
      }),

    async addForeignRefund(refund) {
      return withNotifications(db, outbox, async (transaction, told) => {
        await told.holdOrder(refund.orderId)
        const charge = await holdCharge(transaction, refund.chargeId)
        const kept = await transaction
          .insertInto('refunds')
          .values(rowOfRefund(refund))
          .onConflict((conflict) => conflict.doNothing())
          .returning('refund_id')
          .executeTakeFirst()
        const { orderId, refundId, status } = refund
        if (kept && (status === 'succeeded' || status === 'failed')) {
          told.tell({ orderId, type: `refund.${status}`, refundId })
        }
        if (kept && status === 'succeeded') await countRefunded(transaction, told, charge)
        return kept !== undefined
      })
    },
  }
}
