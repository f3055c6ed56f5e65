import type { Kysely } from 'kysely'
import type { Migration } from './migration'

/** What payers' pages said of their sheets, by order; the place bounds how much of one order is kept. */
export const pageEvents: Migration = {
  name: '0027_page_events',
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('page_events')
      .addColumn('order_id', 'text', (column) => column.notNull())
      .addColumn('place', 'integer', (column) => column.notNull())
      .addColumn('charge_id', 'text')
      .addColumn('event', 'text', (column) => column.notNull())
      .addColumn('kind', 'text')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('page_events_key', ['order_id', 'place'])
      .execute()
    await db.schema.createIndex('page_events_by_age').on('page_events').column('at').execute()
  },
}
