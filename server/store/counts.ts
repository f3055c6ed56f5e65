import { sql, type Kysely } from 'kysely'
import type { Tables } from './tables'

export interface Counts {
  readonly orders: readonly Count[]
  readonly charges: readonly Count[]
  readonly refunds: readonly Count[]
  readonly incidents: readonly Count[]
  /** What is due and has not been dealt with yet. */
  readonly due: readonly Count[]
}

/** How many rows there are of a kind. */
export interface Count {
  readonly kind: string
  readonly count: number
}

/**
 * The kind that almost every row of a table is of. It is counted as all rows less the others: of all rows
 * either database counts the entries of an index without looking at them, and the others stand in an index
 * of their own.
 */
const counted = {
  orders: { column: 'state', usual: 'paid' },
  charges: { column: 'status', usual: 'succeeded' },
  refunds: { column: 'status', usual: 'succeeded' },
} as const

/** What the store holds, over all processes. @param now Unix ms: what counts as due */
export async function countRows(db: Kysely<Tables>, now: number): Promise<Counts> {
  const [orders, charges, refunds, incidents] = await Promise.all([
    byKind(db, 'orders'),
    byKind(db, 'charges'),
    byKind(db, 'refunds'),
    incidentsByKind(db),
  ])
  const due = await Promise.all([
    dueIn(db, 'charges', 'next_check_at', now),
    dueIn(db, 'refunds', 'next_try_at', now),
    dueIn(db, 'inbox', 'next_try_at', now),
  ])
  return { orders, charges, refunds, incidents, due }
}

/** One statement: all of it is of one instant. */
async function byKind(db: Kysely<Tables>, name: keyof typeof counted): Promise<Count[]> {
  const [table, column] = [sql.table(name), sql.ref(counted[name].column)]
  const usual = sql.lit(counted[name].usual)
  const { rows } = await sql<Count>`
    select ${usual} as kind,
      (select count(*) from ${table}) - (select count(*) from ${table} where ${column} <> ${usual})
      as count
    union all
    select ${column}, count(*) from ${table} where ${column} <> ${usual} group by ${column}`.execute(
    db,
  )
  return rows
    .map(({ kind, count }) => ({ kind, count: Number(count) }))
    .filter(({ count }) => count > 0)
}

async function incidentsByKind(db: Kysely<Tables>): Promise<Count[]> {
  const rows = await db
    .selectFrom('incidents')
    .select((eb) => ['kind', eb.fn.countAll().as('count')])
    .groupBy('kind')
    .execute()
  return rows.map(({ kind, count }) => ({ kind, count: Number(count) }))
}

async function dueIn(
  db: Kysely<Tables>,
  table: 'charges' | 'refunds' | 'inbox',
  column: 'next_check_at' | 'next_try_at',
  now: number,
): Promise<Count> {
  const { count } = await db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll().as('count'))
    .where(column, '<=', now)
    .executeTakeFirstOrThrow()
  return { kind: table, count: Number(count) }
}
