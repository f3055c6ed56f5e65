import type { Kysely, Selectable } from 'kysely'
import type { OrderRecord } from '../../payments/core/records'
import type { Tables } from '../schema/tables'
import type { ArchivedOrdersTable } from '../schema/archive-tables'

/**
 * What is left of archived orders. Read only after an order was not found: rows move here in one commit, so
 * this sequence misses none.
 */
export async function archivedOrders(
  db: Kysely<Tables>,
  by: 'order_id' | 'order_no',
  names: readonly string[],
): Promise<OrderRecord[]> {
  return (await rowsOf(db, by, names)).map(recordOf)
}

/** The same, with the refunded sum in fen. */
export async function archivedWithRefunded(
  db: Kysely<Tables>,
  orderIds: readonly string[],
): Promise<{ readonly order: OrderRecord; readonly refunded: number }[]> {
  const rows = await rowsOf(db, 'order_id', orderIds)
  // Orders archived before this column existed: only whether everything was refunded is known.
  const refundedOf = ({ state, amount, refunded }: Row) =>
    state === 'refunded' ? amount : refunded
  return rows.map((row) => ({ order: recordOf(row), refunded: refundedOf(row) }))
}

type Row = Selectable<ArchivedOrdersTable>

function rowsOf(
  db: Kysely<Tables>,
  by: 'order_id' | 'order_no',
  names: readonly string[],
): Promise<Row[]> {
  return db.selectFrom('archived_orders').selectAll().where(by, 'in', names).execute()
}

function recordOf(row: Row): OrderRecord {
  return {
    orderId: row.order_id,
    orderNo: row.order_no,
    source: row.source,
    item: null,
    openid: null,
    amount: row.amount,
    currency: 'CNY',
    subject: row.subject,
    body: row.body,
    state: row.state,
    closedBy: row.closed_by,
    expiresAt: row.expires_at,
    paidAt: row.paid_at,
    paidChargeId: null,
    lastChargeId: null,
    autoPay: false,
    returnUrl: null,
    notifyUrl: null,
    metadata: {},
    amendments: 0,
    contentHash: row.content_hash,
    createdAt: row.created_at,
    archivedAt: row.archived_at,
  }
}

/** Whether anything that happened at `time` (Unix ms) or later has been moved to a file. */
export async function archivedSince(db: Kysely<Tables>, time: number): Promise<boolean> {
  const row = await db
    .selectFrom('archived_orders')
    .select('order_id')
    .where('last_at', '>=', time)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
