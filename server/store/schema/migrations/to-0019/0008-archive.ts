import type { Kysely } from 'kysely'
import type { Migration } from '../migration'

/** What stays of an order whose rows were moved into a file: enough to keep every promise about it. */
export const archive: Migration = {
  name: '0008_archive',
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('archived_orders')
      .addColumn('order_id', 'text', (column) => column.primaryKey())
      .addColumn('order_no', 'text', (column) => column.notNull().unique())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('closed_by', 'text')
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('paid_at', 'bigint')
      .addColumn('content_hash', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_at', 'bigint', (column) => column.notNull())
      .addColumn('archived_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('archived_orders_latest')
      .on('archived_orders')
      .column('last_at')
      .execute()
    await db.schema
      .createTable('archived_charges')
      .addColumn('charge_id', 'text', (column) => column.primaryKey())
      .addColumn('order_id', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .execute()
  },
}
