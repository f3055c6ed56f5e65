import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Count, Counts } from '../runtime/metrics/metrics'
import type { Tables } from './schema/tables'

/**
 * Counts what the store holds, over all processes.
 * @param now Unix ms: decides what is due
 */
export async function countRows(db: Kysely<Tables>, now: number): Promise<Counts> {
  const [orders, charges, refunds, incidents] = await Promise.all([
    countKinds(db, 'orders', 'paid', unpaidOrders),
    countKinds(db, 'charges', 'succeeded', unlikeMost('charges')),
    countKinds(db, 'refunds', 'succeeded', unlikeMost('refunds')),
    incidentsByKind(db),
  ])
  const backlogs = await Promise.all([
    dueIn(db, 'charges', 'next_check_at', now),
    dueIn(db, 'refunds', 'next_try_at', now),
    dueIn(db, 'inbox', 'next_try_at', now),
    dueIn(db, 'notifications', 'next_try_at', now),
  ])
  const underWay = await underWayByGateway(db)
  const notifications = await untakenNotifications(db)
  const lag = await notificationLag(db, now)
  return {
    orders,
    charges,
    refunds,
    under_way: underWay,
    incidents,
    due: backlogs.map(({ kind, count }) => ({ kind, count })),
    due_age: backlogs.map(({ kind, age }) => ({ kind, count: age })),
    notifications,
    notification_lag: lag,
  }
}

/**
 * Counts the most frequent kind as all rows minus the others: a database counts all rows from an index, and
 * the other kinds have partial indexes.
 * @param others the less frequent kinds
 */
async function countKinds(
  db: Kysely<Tables>,
  table: 'orders' | 'charges' | 'refunds',
  usual: string,
  others: RawBuilder<unknown>,
): Promise<Count[]> {
  // One statement: everything is counted at one instant.
  const { rows } = await sql<{ kind: string; count: number | string }>`
    with others (kind, n) as (${others})
    select kind, n as count from others
    union all
    select ${sql.lit(usual)}, (select count(*) from ${sql.table(table)})
      - (select coalesce(sum(n), 0) from others)`.execute(db)
  return rows
    .map(({ kind, count }) => ({ kind, count: Number(count) }))
    .filter(({ count }) => count > 0)
}

const unpaidOrders = sql`
  select 'open', count(*) from orders where state = 'open'
  union all select 'closed', count(*) from orders where state = 'closed'
  union all select 'refunded', count(*) from orders where state = 'refunded'`

function unlikeMost(table: 'charges' | 'refunds') {
  return sql`select status, count(*) from ${sql.table(table)} where status <> 'succeeded' group by status`
}

/** Always few, and found by the partial indexes. */
async function underWayByGateway(db: Kysely<Tables>): Promise<Count[]> {
  const { rows } = await sql<{ kind: string; gateway: string; count: number | string }>`
    select 'charges' as kind, gateway, count(*) as count from charges
      where status <> 'succeeded' and status in ('creating', 'live') group by gateway
    union all
    select 'refunds', charges.gateway, count(*) from refunds
      join charges on charges.charge_id = refunds.charge_id
      where refunds.status <> 'succeeded' and refunds.status in ('wanted', 'sending', 'processing')
      group by charges.gateway`.execute(db)
  return rows.map(({ kind, gateway, count }) => ({ kind, gateway, count: Number(count) }))
}

async function incidentsByKind(db: Kysely<Tables>): Promise<Count[]> {
  const rows = await db
    .selectFrom('incidents')
    .select((eb) => ['kind', eb.fn.countAll().as('count')])
    .groupBy('kind')
    .execute()
  return rows.map(({ kind, count }) => ({ kind, count: Number(count) }))
}

async function untakenNotifications(db: Kysely<Tables>): Promise<Count[]> {
  const rows = await db
    .selectFrom('notifications')
    .select((eb) => ['status', eb.fn.countAll().as('count')])
    .where('status', 'in', ['pending', 'given_up', 'switched_off'])
    .groupBy('status')
    .execute()
  return rows.map(({ status, count }) => ({ kind: status, count: Number(count) }))
}

/** In seconds: how long the oldest undelivered notification has been tried; failing addresses separately. */
async function notificationLag(db: Kysely<Tables>, now: number): Promise<Count[]> {
  const rows = await db
    .selectFrom('notifications')
    .select((eb) => ['lane', eb.fn.min('tried_since').as('oldest')])
    .where('lane', 'in', [0, 1])
    .where('next_try_at', 'is not', null)
    .groupBy('lane')
    .execute()
  return rows.map(({ lane, oldest }) => ({
    kind: lane === 0 ? 'prompt' : 'failing',
    count: Math.max(0, Math.round((now - oldest) / 1_000)),
  }))
}

async function dueIn(
  db: Kysely<Tables>,
  table: 'charges' | 'refunds' | 'inbox' | 'notifications',
  column: 'next_check_at' | 'next_try_at',
  now: number,
): Promise<Count & { readonly age: number }> {
  const { count, oldest } = await db
    .selectFrom(table)
    .select((eb) => [
      eb.fn.countAll().as('count'),
      eb.fn.min<number | null>(column as 'next_try_at').as('oldest'),
    ])
    .where(column, '<=', now)
    .executeTakeFirstOrThrow()
  return { kind: table, count: Number(count), age: Math.round((now - (oldest ?? now)) / 1_000) }
}
