import { sql, type Kysely } from 'kysely'
import type { OrderVerbs } from '../../payments/core/order-repository'
import { archivedOrders } from '../archive/archived-orders'
import { closeExpiredOrders, closeOrder } from './closing-orders'
import { appendKeyAction } from '../rows/key-actions'
import { idempotencyClaim } from '../rows/idempotency'
import { listOrders, ordersOfPayer } from './list-orders'
import { orderWithLastCharge, ordersWithLastCharge } from '../lookups/order-with-charge'
import { orderOf } from '../rows/order-rows'
import { insertHeldOrder, insertPlacedOrder } from './place-order'
import { openInSlot } from './one-order-per-item'
import type { OutboxOrOff } from '../outbox/with-notifications'
import type { Tables } from '../schema/tables'

export function orderVerbs(db: Kysely<Tables>, outbox: OutboxOrOff): OrderVerbs {
  const orders = () => db.selectFrom('orders').selectAll()

  return {
    insertOrder: (order, by) => insertPlacedOrder(db, order, by),
    insertHeldOrder: (order, by) => insertHeldOrder(db, outbox, order, by),
    openInSlot: (opening) => openInSlot(db, opening),

    async orderById(orderId) {
      const row = await orders().where('order_id', '=', orderId).executeTakeFirst()
      return row ? orderOf(row) : ((await archivedOrders(db, 'order_id', [orderId]))[0] ?? null)
    },

    async orderByNo(orderNo) {
      const row = await orders().where('order_no', '=', orderNo).executeTakeFirst()
      return row ? orderOf(row) : ((await archivedOrders(db, 'order_no', [orderNo]))[0] ?? null)
    },

    orderWithLastCharge: (orderId) => orderWithLastCharge(db, orderId),
    ordersWithLastCharge: (orderIds) => ordersWithLastCharge(db, orderIds),

    listOrders: (filter) => listOrders(db, filter),
    ordersOfPayer: (openid, before, limit) => ordersOfPayer(db, openid, before, limit),

    async begunAmounts(openid, since, now) {
      const rows = await orders()
        .where('openid', '=', openid)
        .where('source', '=', 'amount')
        .where('state', '=', sql.lit('open'))
        .where('created_at', '>', since)
        .where('expires_at', '>', now)
        .orderBy('created_at', 'desc')
        .limit(50)
        .execute()
      return rows.map(orderOf)
    },

    amendOrder: (...asked) => amendOrder(db, ...asked),
    closeExpiredOrders: (now, limit) => closeExpiredOrders(db, outbox, now, limit),
    closeOrder: (...asked) => closeOrder(db, outbox, ...asked),

    idempotencyClaim: (owner, key) => idempotencyClaim(db, owner, key),
  }
}

async function amendOrder(
  db: Kysely<Tables>,
  ...[orderId, amendment, now, by]: Parameters<OrderVerbs['amendOrder']>
): Promise<boolean> {
  const { subject, body, expiresAt, notifyUrl, metadata } = amendment
  const amended = await db
    .updateTable('orders')
    .set((eb) => ({
      ...(subject !== undefined && { subject }),
      ...(body !== undefined && { body }),
      ...(expiresAt !== undefined && { expires_at: expiresAt }),
      ...(notifyUrl !== undefined && { notify_url: notifyUrl }),
      ...(metadata !== undefined && { metadata: JSON.stringify(metadata) }),
      ...(by !== undefined && { acts: appendKeyAction({ at: now, what: 'amended', by }) }),
      amendments: eb('amendments', '+', 1),
    }))
    .where('order_id', '=', orderId)
    .where('state', '=', 'open')
    .where('last_charge_id', 'is', null)
    .where('expires_at', '>', now)
    .returning('order_id')
    .executeTakeFirst()
  return amended !== undefined
}
