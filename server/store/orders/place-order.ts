/**
 * Placing an order. After a restored backup its number may be that of an order that was lost, and paid: such an
 * order is held from its first moment.
 */
import { expressionBuilder, type Kysely, type Transaction } from 'kysely'
import type { OrderRecord } from '../../payments/core/records'
import { withNotifications, type OutboxOrOff } from '../outbox/with-notifications'
import { insertOrder, rowOfNewOrder } from '../rows/insert-order'
import type { Tables } from '../schema/tables'

/** See the port. One statement: an incident that is committed before it is seen by it. */
export async function insertPlacedOrder(
  db: Kysely<Tables>,
  order: OrderRecord,
  by?: string,
): Promise<boolean> {
  const row = rowOfNewOrder(order, by)
  const names = Object.keys(row) as (keyof typeof row)[]
  const eb = expressionBuilder<Tables>()
  const values = names.map((name) => eb.val(row[name]).as(name))
  const inserted = await db
    .insertInto('orders')
    .columns(names)
    .expression(
      db.selectNoFrom(values).where(eb.not(eb.exists(paymentsOfTheLost(db, order.orderNo)))),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('order_id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** See the port. */
export async function insertHeldOrder(
  db: Kysely<Tables>,
  outbox: OutboxOrOff,
  order: OrderRecord,
  by?: string,
): Promise<string | null> {
  return withNotifications(db, outbox, async (transaction, { tell }) => {
    const payment = await oldestOf(transaction, order.orderNo)
    if (payment === null) return null
    if (!(await insertOrder(transaction, order, by, payment))) return null
    await transaction
      .updateTable('incidents')
      .set({ order_id: order.orderId })
      .where('order_no', '=', order.orderNo)
      .where('order_id', 'is', null)
      .execute()
    tell({ orderId: order.orderId, type: 'order.incident' })
    return payment
  })
}

/** Unrecorded payments that name the number of an order that is not here. */
function paymentsOfTheLost(db: Kysely<Tables>, orderNo: string) {
  return db
    .selectFrom('incidents')
    .select('charge_id')
    .where('order_no', '=', orderNo)
    .where('order_id', 'is', null)
}

async function oldestOf(transaction: Transaction<Tables>, orderNo: string): Promise<string | null> {
  const found = await paymentsOfTheLost(transaction, orderNo)
    .orderBy('at')
    .orderBy('incident_key')
    .limit(1)
    .executeTakeFirst()
  return found?.charge_id ?? null
}
