import type { Kysely } from 'kysely'
import type { Migration } from './migration'

/** Which of the merchant's keys did what: by the keys' names, in the rows of what they did. */
export const whoAsked: Migration = {
  name: '0021_who_asked',
  async up(db: Kysely<unknown>) {
    for (const table of ['orders', 'notifications']) {
      await db.schema
        .alterTable(table)
        .addColumn('acts', 'text', (column) => column.notNull().defaultTo(''))
        .execute()
    }
    await db.schema.alterTable('refunds').addColumn('asked_by', 'text').execute()
  },
}
