import type { Kysely } from 'kysely'
import type { Migration } from '../migration'

/** What the store was last used with, so that a change that nobody meant is seen. */
export const usedWith: Migration = {
  name: '0019_used_with',
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('used_with')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
  },
}
