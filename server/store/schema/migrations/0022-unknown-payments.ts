import type { Migration } from './migration'

/**
 * After a backup was put back: an order with a payment that is in no book is marked, and it is kept which
 * statements have been read of the time that the books do not know.
 */
export const unknownPayments: Migration = {
  name: '0022_unknown_payments',
  async up(db) {
    await db.schema.alterTable('orders').addColumn('unknown_payment', 'text').execute()
    await db.schema
      .createTable('restored_gaps')
      .addColumn('backup_at', 'bigint', (column) => column.primaryKey())
      .addColumn('restored_at', 'bigint', (column) => column.notNull())
      .addColumn('covers_until', 'bigint', (column) => column.notNull())
      .addColumn('next_try_at', 'bigint', (column) => column.notNull())
      .addColumn('asked_at', 'bigint')
      .execute()
    await db.schema
      .createTable('restored_days')
      .addColumn('backup_at', 'bigint', (column) => column.notNull())
      .addColumn('gateway', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('restored_days_pk', ['backup_at', 'gateway', 'day'])
      .execute()
  },
}
