import type { Kysely } from 'kysely'
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

/** What the store holds, over all processes. @param now Unix ms: what counts as due */
export async function countRows(db: Kysely<Tables>, now: number): Promise<Counts> {
  const [orders, charges, refunds, incidents] = await Promise.all([
    by(db, 'orders', 'state'),
    by(db, 'charges', 'status'),
    by(db, 'refunds', 'status'),
    by(db, 'incidents', 'kind'),
  ])
  const due = await Promise.all([
    dueIn(db, 'charges', 'next_check_at', now),
    dueIn(db, 'refunds', 'next_try_at', now),
    dueIn(db, 'inbox', 'next_try_at', now),
  ])
  return { orders, charges, refunds, incidents, due }
}

async function by(
  db: Kysely<Tables>,
  table: 'orders' | 'charges' | 'refunds' | 'incidents',
  column: 'state' | 'status' | 'kind',
): Promise<Count[]> {
  const rows = await db
    .selectFrom(table)
    .select((eb) => [eb.ref(column).as('kind'), eb.fn.countAll().as('count')])
    .groupBy(column)
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
