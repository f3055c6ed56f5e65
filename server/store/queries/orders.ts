import { sql, type Kysely, type Selectable, type SelectQueryBuilder } from 'kysely'
import type { OrderAmendment, OrderFilter, OrderVerbs } from '../../payments/core/repository'
import { archivedOrders } from './archived-orders'
import { closeExpiredOrders, closeOrder, liveCharge } from './closing-orders'
import { idempotencyClaim } from '../rows/idempotency'
import { insertOrder } from '../rows/insert-order'
import { orderWithLastCharge, ordersWithLastCharge } from './order-with-charge'
import { orderOf } from '../rows/rows'
import { openInSlot } from './slots'
import type { OutboxOrOff } from './telling'
import type { OrdersTable, Tables } from '../schema/tables'

export function orderVerbs(db: Kysely<Tables>, outbox: OutboxOrOff): OrderVerbs {
  const orders = () => db.selectFrom('orders').selectAll()

  return {
    insertOrder: (order) => insertOrder(db, order),
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

    async listOrders(filter) {
      const rows = await filtered(orders(), filter)
        .orderBy('created_at', 'desc')
        .orderBy('order_id', 'desc')
        .limit(filter.limit)
        .execute()
      return rows.map(orderOf)
    },

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

    amendOrder: (orderId, amendment, now) => amendOrder(db, orderId, amendment, now),
    closeExpiredOrders: (now, limit) => closeExpiredOrders(db, outbox, now, limit),
    closeOrder: (orderId, lastChargeId) => closeOrder(db, outbox, orderId, lastChargeId),

    idempotencyClaim: (owner, key) => idempotencyClaim(db, owner, key),
  }
}

async function amendOrder(
  db: Kysely<Tables>,
  orderId: string,
  { subject, body, expiresAt, notifyUrl, metadata }: OrderAmendment,
  now: number,
): Promise<boolean> {
  const amended = await db
    .updateTable('orders')
    .set((eb) => ({
      ...(subject !== undefined && { subject }),
      ...(body !== undefined && { body }),
      ...(expiresAt !== undefined && { expires_at: expiresAt }),
      ...(notifyUrl !== undefined && { notify_url: notifyUrl }),
      ...(metadata !== undefined && { metadata: JSON.stringify(metadata) }),
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

type OrderQuery = SelectQueryBuilder<Tables, 'orders', Selectable<OrdersTable>>

function filtered(query: OrderQuery, filter: OrderFilter): OrderQuery {
  const { status, createdAfter, before } = filter
  return query
    .$if(createdAfter !== null, (q) => q.where('created_at', '>', createdAfter ?? 0))
    .$if(before !== null, (q) =>
      // Said apart, so that a page far back begins there and not at the newest.
      q
        .where('created_at', '<=', before?.createdAt ?? 0)
        .where((eb) =>
          eb.or([
            eb('created_at', '<', before?.createdAt ?? 0),
            eb.and([
              eb('created_at', '=', before?.createdAt ?? 0),
              eb('order_id', '<', before?.orderId ?? ''),
            ]),
          ]),
        ),
    )
    .$if(status === 'paid' || status === 'closed' || status === 'refunded', (q) =>
      q.where(
        'state',
        '=',
        sql.lit(status === 'paid' || status === 'closed' ? status : 'refunded'),
      ),
    )
    .$if(status === 'processing', (q) =>
      q.where('state', '=', sql.lit('open')).where((eb) => eb.exists(liveCharge(eb))),
    )
    .$if(status === 'unpaid', (q) =>
      q.where('state', '=', sql.lit('open')).where((eb) => eb.not(eb.exists(liveCharge(eb)))),
    )
}
