import type { Kysely } from 'kysely'
import type { Migration } from '../migration'

/**
 * How much of an archived order's payment had gone back. Of those that were archived before this, only
 * what went back whole is known: their rows stand in the file.
 */
export const refundedOfArchived: Migration = {
  name: '0013_refunded_of_archived',
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('archived_orders')
      .addColumn('refunded', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
