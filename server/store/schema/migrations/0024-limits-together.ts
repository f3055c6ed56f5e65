import { PostgresAdapter, sql, type Kysely } from 'kysely'
import type { Migration } from './migration'

/**
 * What busy callers have spent of this minute at all processes together. PostgreSQL need not write it to its
 * log: after a crash everybody begins anew.
 */
export const limitsTogether: Migration = {
  name: '0024_limits_together',
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('limit_counts')
      .addColumn('minute', 'bigint', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('spent', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('limit_counts_key', ['minute', 'who'])
      .execute()
    if (db.getExecutor().adapter instanceof PostgresAdapter) {
      await sql`alter table limit_counts set unlogged`.execute(db)
    }
  },
}
