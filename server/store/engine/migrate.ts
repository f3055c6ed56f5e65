import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from './database'
import { migrations } from '../schema/migrations'
import type { Migration } from '../schema/migrations/migration'
import type { Tables } from '../schema/tables'

/** Any number will do, as long as every process of this product uses the same. */
const lockKey = 7_203_417

/**
 * Applies the missing migrations, all or nothing. Safe when several processes start at once: on PostgreSQL
 * they queue on an advisory lock, on the embedded database on the write lock that every transaction takes.
 * @param known the build's migrations, in order
 * @returns the names of the migrations that were applied
 * @throws NewerSchema where another build has applied one that this build does not know
 */
export async function migrate(
  { kind, db }: Database,
  known: readonly Migration[] = migrations,
): Promise<string[]> {
  return db.transaction().execute(async (transaction) => {
    if (kind === 'postgres') {
      await sql`select pg_advisory_xact_lock(${lockKey})`.execute(transaction)
      // The statement time-out is meant for payments, not for building an index over all of them.
      await sql`set local statement_timeout = 0`.execute(transaction)
    }
    return applyPending(transaction, known)
  })
}

/** This build would neither fill nor respect what a newer one has added. */
class NewerSchema extends Error {
  constructor(names: readonly string[]) {
    super(
      `a newer build than this one has changed it: ${names.join(', ')}. Start that build, or put back a backup from before`,
    )
  }
}

async function applyPending(
  transaction: Transaction<Tables>,
  known: readonly Migration[],
): Promise<string[]> {
  const db = transaction as unknown as Kysely<{ migrations: { name: string; applied_at: string } }>
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('applied_at', 'text', (column) => column.notNull())
    .execute()
  const applied = new Set(
    (await db.selectFrom('migrations').select('name').execute()).map((row) => row.name),
  )
  const unknown = [...applied].filter((name) => !known.some((migration) => migration.name === name))
  if (unknown.length > 0) throw new NewerSchema(unknown)
  const pending = known.filter((migration) => !applied.has(migration.name))
  for (const { name, ...migration } of pending) {
    await migration.up(db as unknown as Kysely<unknown>)
    await db
      .insertInto('migrations')
      .values({ name, applied_at: new Date().toISOString() })
      .execute()
  }
  return pending.map((migration) => migration.name)
}
