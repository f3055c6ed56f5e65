import type { Insertable, Kysely, Selectable, Transaction } from 'kysely'
import type { Database } from '../engine/database'
import { finishedBefore } from './finished-orders'
import type { Tables } from '../schema/tables'
import type { ArchivedChargesTable, ArchivedOrdersTable } from '../schema/archive-tables'
import type { ChargesTable, OrdersTable, RefundsTable } from '../schema/payment-tables'

/** An order with all its rows as stored: one line of the archive. */
export interface OrderBundle {
  readonly order: Selectable<OrdersTable>
  readonly charges: readonly Selectable<ChargesTable>[]
  readonly refunds: readonly Selectable<RefundsTable>[]
}

export interface ArchiveStore {
  /** Orders that ended before `before` (Unix ms), the oldest first, that come after `after`. */
  finished(before: number, after: OrderBundle | null, limit: number): Promise<OrderBundle[]>
  /**
   * Deletes these from the store in one commit, each only if every row is still as it was read.
   * @param before the same as when they were read
   * @returns how many
   */
  take(bundles: readonly OrderBundle[], before: number, archivedAt: number): Promise<number>
}

export function createArchiveStore({ kind, db }: Database): ArchiveStore {
  return {
    async finished(before, after, limit) {
      const orders = await finishedBefore(db, before)
        .$if(after !== null, (query) =>
          query
            .where('created_at', '>=', after?.order.created_at ?? 0)
            .where((eb) =>
              eb.or([
                eb('created_at', '>', after?.order.created_at ?? 0),
                eb('order_id', '>', after?.order.order_id ?? ''),
              ]),
            ),
        )
        .orderBy('created_at')
        .orderBy('order_id')
        .limit(limit)
        .execute()
      return withRows(db, orders)
    },

    take: (bundles, before, archivedAt) =>
      db.transaction().execute(async (transaction) => {
        const orderIds = bundles.map(({ order }) => order.order_id)
        if (kind === 'postgres') await holdRows(transaction, orderIds)
        const orders = await finishedBefore(transaction, before)
          .where('order_id', 'in', orderIds)
          .execute()
        const read = new Set(bundles.map((bundle) => JSON.stringify(bundle)))
        const now = await withRows(transaction, orders)
        const same = now.filter((bundle) => read.has(JSON.stringify(bundle)))
        if (same.length > 0) await move(transaction, same, archivedAt)
        return same.length
      }),
  }
}

async function withRows(
  db: Kysely<Tables>,
  orders: readonly Selectable<OrdersTable>[],
): Promise<OrderBundle[]> {
  if (orders.length === 0) return []
  const ids = orders.map((order) => order.order_id)
  const charges = await db
    .selectFrom('charges')
    .selectAll()
    .where('order_id', 'in', ids)
    .orderBy('charge_id')
    .execute()
  const refunds = await db
    .selectFrom('refunds')
    .selectAll()
    .where('order_id', 'in', ids)
    .orderBy('refund_id')
    .execute()
  return orders.map((order) => {
    const ofOrder = (row: { order_id: string }) => row.order_id === order.order_id
    return { order, charges: charges.filter(ofOrder), refunds: refunds.filter(ofOrder) }
  })
}

/**
 * Locks the rows: whoever wants to change an order or refund a charge waits for our commit, and then finds
 * neither.
 */
export async function holdRows(transaction: Transaction<Tables>, orderIds: readonly string[]) {
  for (const table of ['orders', 'charges'] as const) {
    await transaction
      .selectFrom(table)
      .select('order_id')
      .where('order_id', 'in', orderIds)
      .orderBy('order_id')
      .forUpdate()
      .execute()
  }
}

async function move(
  transaction: Transaction<Tables>,
  bundles: readonly OrderBundle[],
  archivedAt: number,
): Promise<void> {
  const left = bundles.map((bundle) => leftOf(bundle, archivedAt))
  await transaction.insertInto('archived_orders').values(left).execute()
  const charges = bundles.flatMap((bundle) => bundle.charges.map(leftOfCharge))
  if (charges.length > 0) await transaction.insertInto('archived_charges').values(charges).execute()
  const orderIds = bundles.map(({ order }) => order.order_id)
  const refundIds = bundles.flatMap(({ refunds }) => refunds.map((refund) => refund.refund_id))
  await transaction.deleteFrom('order_slots').where('order_id', 'in', orderIds).execute()
  await transaction
    .deleteFrom('idempotency_keys')
    .where('stands_for', 'in', [...orderIds, ...refundIds])
    .execute()
  // What pages said goes with the order: it is no record of the payment.
  for (const table of ['page_events', 'refunds', 'charges', 'orders'] as const) {
    await transaction.deleteFrom(table).where('order_id', 'in', orderIds).execute()
  }
}

const leftOfCharge = (charge: Selectable<ChargesTable>): ArchivedChargesTable => ({
  charge_id: charge.charge_id,
  order_id: charge.order_id,
  status: charge.status,
})

function leftOf(
  { order, charges, refunds }: OrderBundle,
  archivedAt: number,
): Insertable<ArchivedOrdersTable> {
  const times = [
    order.created_at,
    order.paid_at,
    ...charges.flatMap((charge) => [charge.created_at, charge.paid_at]),
    ...refunds.flatMap((refund) => [refund.created_at, refund.succeeded_at]),
  ]
  const paying = charges.find((charge) => charge.charge_id === order.paid_charge_id)
  return {
    order_id: order.order_id,
    order_no: order.order_no,
    source: order.source,
    amount: order.amount,
    subject: order.subject,
    body: order.body,
    state: order.state,
    closed_by: order.closed_by,
    expires_at: order.expires_at,
    paid_at: order.paid_at,
    content_hash: order.content_hash,
    created_at: order.created_at,
    notified: order.notified,
    forgotten_at: order.forgotten_at,
    refunded: paying?.refunded ?? 0,
    last_at: Math.max(...times.map((time) => time ?? 0)),
    archived_at: archivedAt,
  }
}
