import type { ExpressionBuilder, Kysely, Transaction } from 'kysely'
import type { OrderVerbs } from '../../payments/core/order-repository'
import { appendKeyAction } from '../rows/key-actions'
import { columnsOf, mayBecome } from '../rows/transitions'
import { withNotifications, type OutboxOrOff } from '../outbox/with-notifications'
import type { Tables } from '../schema/tables'

/** See the port. */
export async function closeExpiredOrders(
  db: Kysely<Tables>,
  outbox: OutboxOrOff,
  now: number,
  limit: number,
): Promise<number> {
  if (outbox === 'off') return (await expire(db, now, limit)).length
  return withNotifications(db, outbox, async (transaction, { tell }) => {
    const closed = await expire(transaction, now, limit)
    for (const { order_id: orderId } of closed) tell({ orderId, type: 'order.closed' })
    return closed.length
  })
}

/** Orders that have expired and have no charge that could be paid. */
export function expiredOrders(db: Kysely<Tables>, now: number) {
  return db
    .selectFrom('orders')
    .select('order_id')
    .where(mayBecome('expired'))
    .where('expires_at', '<=', now)
    .where((eb) => eb.not(eb.exists(liveCharge(eb))))
}

function expire(db: Kysely<Tables>, now: number, limit: number) {
  const expired = expiredOrders(db, now).orderBy('expires_at').limit(limit)
  // The condition is repeated for a statement that waited for an order that was just charged or changed.
  return db
    .updateTable('orders')
    .set(columnsOf('expired'))
    .where('order_id', 'in', expired)
    .where(mayBecome('expired'))
    .where('expires_at', '<=', now)
    .where((eb) => eb.not(eb.exists(liveCharge(eb))))
    .returning('order_id')
    .execute()
}

/** See the port. An expired order is reported to its shop as closed already. */
export async function closeOrder(
  db: Kysely<Tables>,
  outbox: OutboxOrOff,
  ...asked: Parameters<OrderVerbs['closeOrder']>
): Promise<boolean> {
  if (outbox === 'off') return close(db, ...asked)
  const [orderId] = asked
  return withNotifications(db, outbox, async (transaction, { holdOrder, tell }) => {
    await holdOrder(orderId)
    const wasOpen = await isOpen(transaction, orderId)
    const closed = await close(transaction, ...asked)
    if (closed && wasOpen) tell({ orderId, type: 'order.closed' })
    return closed
  })
}

async function isOpen(transaction: Transaction<Tables>, orderId: string): Promise<boolean> {
  const order = await transaction
    .selectFrom('orders')
    .select('state')
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  return order?.state === 'open'
}

async function close(
  db: Kysely<Tables>,
  ...[orderId, lastChargeId, asked]: Parameters<OrderVerbs['closeOrder']>
): Promise<boolean> {
  const closed = await db
    .updateTable('orders')
    .set({
      ...columnsOf('closed'),
      ...(asked && { acts: appendKeyAction({ ...asked, what: 'closed' }) }),
    })
    .where('order_id', '=', orderId)
    .where(mayBecome('closed'))
    .where('last_charge_id', lastChargeId === null ? 'is' : '=', lastChargeId)
    .where((eb) => eb.not(eb.exists(liveCharge(eb))))
    .returning('order_id')
    .executeTakeFirst()
  return closed !== undefined
}

/** The order's last charge, if it could still be paid. */
export function liveCharge(eb: ExpressionBuilder<Tables, 'orders'>) {
  return eb
    .selectFrom('charges')
    .select('charges.charge_id')
    .whereRef('charges.charge_id', '=', 'orders.last_charge_id')
    .where('charges.status', 'in', ['creating', 'live'])
}
