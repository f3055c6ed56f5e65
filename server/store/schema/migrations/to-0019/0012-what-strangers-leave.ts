import type { Kysely } from 'kysely'
import type { Migration } from '../migration'

/** What is kept of before: nobody rewrites a million rows for it. */
const keptOfBefore = 14 * 24 * 3_600_000

/**
 * Each login says when it is to be forgotten: those that never become one soon, so that strangers cannot
 * fill the disk. And a table to write to for who asks whether anything can be written.
 */
export const whatStrangersLeave: Migration = {
  name: '0012_what_strangers_leave',
  async up(db: Kysely<unknown>) {
    const forgetAt = Date.now() + keptOfBefore
    await db.schema
      .alterTable('logins')
      .addColumn('forget_at', 'bigint', (column) => column.notNull().defaultTo(forgetAt))
      .execute()
    await db.schema.createIndex('logins_to_forget').on('logins').column('forget_at').execute()
    await db.schema.dropIndex('logins_oldest').execute()
    await db.schema
      .createTable('write_proofs')
      .addColumn('proof_id', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('filler', 'text', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('write_proofs_oldest').on('write_proofs').column('at').execute()
  },
}
