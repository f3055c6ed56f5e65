import type { Kysely } from 'kysely'
import type { Migration } from '../migration'

/**
 * What shops are told: written in the commit that changes the order, sent by whoever takes it. What happened
 * before this was there is told to nobody.
 */
export const notifications: Migration = {
  name: '0017_notifications',
  async up(db: Kysely<unknown>) {
    for (const table of ['orders', 'archived_orders']) {
      await db.schema
        .alterTable(table)
        .addColumn('notified', 'bigint', (column) => column.notNull().defaultTo(0))
        .execute()
    }
    await db.schema
      .createTable('notifications')
      .addColumn('notification_id', 'text', (column) => column.primaryKey())
      .addColumn('order_id', 'text', (column) => column.notNull())
      .addColumn('order_no', 'text', (column) => column.notNull())
      .addColumn('sequence', 'bigint', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('refund_id', 'text')
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('lane', 'integer', (column) => column.notNull())
      .addColumn('next_try_at', 'bigint')
      .addColumn('tried_since', 'bigint', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('resent', 'integer', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .addUniqueConstraint('notifications_of_order', ['order_id', 'sequence'])
      .execute()
    await indexes(db)
    await db.schema
      .createTable('notification_attempts')
      .addColumn('notification_id', 'text', (column) => column.notNull())
      .addColumn('attempt', 'integer', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('status', 'integer')
      .addColumn('error', 'text')
      .addColumn('took_ms', 'integer', (column) => column.notNull())
      .addColumn('answer', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('notification_attempts_pk', ['notification_id', 'attempt'])
      .execute()
    await db.schema
      .createTable('notification_addresses')
      .addColumn('address', 'text', (column) => column.primaryKey())
      .addColumn('failing_since', 'bigint', (column) => column.notNull())
      .addColumn('off_since', 'bigint')
      .execute()
  },
}

/** Those of what is still to be sent hold nothing else, however much was sent before. */
async function indexes(db: Kysely<unknown>): Promise<void> {
  const pending = (name: string, columns: string[]) =>
    db.schema
      .createIndex(name)
      .on('notifications')
      .columns(columns)
      .where('next_try_at', 'is not', null)
      .execute()
  await pending('notifications_due', ['lane', 'next_try_at', 'address'])
  await pending('notifications_scheduled', ['next_try_at'])
  await pending('notifications_of_address', ['address'])
  const all = (name: string, columns: string[]) =>
    db.schema.createIndex(name).on('notifications').columns(columns).execute()
  await all('notifications_newest', ['created_at', 'notification_id'])
  await all('notifications_of_order_no', ['order_no', 'created_at'])
  await all('notifications_by_status', ['status', 'created_at'])
  await all('notifications_ended', ['ended_at'])
}
