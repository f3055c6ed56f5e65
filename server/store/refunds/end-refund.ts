/** The effects of a refund's end on its charge and order, in the same transaction. */
import { sql, type Selectable, type Transaction, type Updateable } from 'kysely'
import type { IncidentRecord, RefundRecord } from '../../payments/core/records'
import { refundTransitions, allowedFrom } from '../../payments/core/transitions'
import { columnsOf, mayBecome } from '../rows/transitions'
import { rowOfRefund } from '../rows/refund-rows'
import { recordIncident, type NotifyingTransaction } from '../outbox/with-notifications'
import type { Tables } from '../schema/tables'
import type { ChargesTable, RefundsTable } from '../schema/payment-tables'

/**
 * Makes everyone else who wants to refund this charge wait for our commit, so that later reads are current
 * (PostgreSQL; on the embedded database the transaction holds the only write lock).
 */
export async function holdCharge(
  transaction: Transaction<Tables>,
  chargeId: string,
): Promise<Selectable<ChargesTable>> {
  return transaction
    .updateTable('charges')
    .set((eb) => ({ refunded: eb.ref('refunded') }))
    .where('charge_id', '=', chargeId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** @returns false where its state does not allow it */
export async function endRefund(
  transaction: Transaction<Tables>,
  telling: NotifyingTransaction,
  refundId: string,
  to: 'succeeded' | 'failed',
  gatewayId: string | null,
  columns: Updateable<RefundsTable>,
  then: {
    readonly seen: Pick<RefundRecord, 'status' | 'sentAt'> | null
    readonly incident: IncidentRecord | null
    readonly next: RefundRecord | null
  } | null,
): Promise<boolean> {
  const seen = then?.seen ?? null
  const refund = await transaction
    .selectFrom('refunds')
    .select(['charge_id', 'order_id'])
    .where('refund_id', '=', refundId)
    .executeTakeFirst()
  if (!refund) return false
  await telling.holdOrder(refund.order_id)
  const charge = await holdCharge(transaction, refund.charge_id)
  const ended = await transaction
    .updateTable('refunds')
    .set((eb) => ({
      ...columns,
      status: to,
      gateway_id: eb.fn.coalesce('gateway_id', eb.val(gatewayId)),
      next_try_at: null,
    }))
    .where('refund_id', '=', refundId)
    .where('status', 'in', allowedFrom(refundTransitions, to))
    .$if(seen !== null, (query) =>
      query
        .where('status', '=', seen?.status ?? 'wanted')
        .where('sent_at', 'is not distinct from', seen?.sentAt ?? null),
    )
    .$if(to === 'failed' && gatewayId !== null, (query) =>
      query.where((eb) => eb.or([eb('gateway_id', 'is', null), eb('gateway_id', '=', gatewayId)])),
    )
    .returning('refund_id')
    .executeTakeFirst()
  if (!ended) return false
  telling.tell({ orderId: refund.order_id, type: `refund.${to}`, refundId })
  if (then?.incident) await recordIncident(transaction, telling, then.incident)
  if (then?.next) await transaction.insertInto('refunds').values(rowOfRefund(then.next)).execute()
  if (charge.refund_under_way === refundId) {
    await transaction
      .updateTable('charges')
      .set({ refund_under_way: then?.next?.refundId ?? null })
      .where('charge_id', '=', charge.charge_id)
      .execute()
  }
  if (to === 'succeeded') await countRefunded(transaction, telling, charge)
  return true
}

/**
 * Recounts what was refunded of a charge. An order whose whole payment was refunded becomes refunded.
 * @param charge locked
 */
export async function countRefunded(
  transaction: Transaction<Tables>,
  telling: NotifyingTransaction,
  charge: Selectable<ChargesTable>,
): Promise<void> {
  const { refunded } = await transaction
    .selectFrom('refunds')
    .select(sql<number>`cast(coalesce(sum(amount), 0) as bigint)`.as('refunded'))
    .where('charge_id', '=', charge.charge_id)
    .where('status', '=', 'succeeded')
    .executeTakeFirstOrThrow()
  await transaction
    .updateTable('charges')
    .set({ refunded })
    .where('charge_id', '=', charge.charge_id)
    .execute()
  if (refunded < charge.amount) return
  const order = await transaction
    .updateTable('orders')
    .set(columnsOf('refunded'))
    .where('order_id', '=', charge.order_id)
    .where('paid_charge_id', '=', charge.charge_id)
    .where(mayBecome('refunded'))
    .returning('order_id')
    .executeTakeFirst()
  if (order) telling.tell({ orderId: charge.order_id, type: 'order.refunded' })
}
