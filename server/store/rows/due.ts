import { sql, type Kysely, type Selectable } from 'kysely'
import type { Tables } from '../schema/tables'

const minute = 60_000
const hour = 60 * minute

/** `horizon`: in ms, the furthest ahead that a row of this table is ever scheduled. */
const dueIn = {
  charges: { key: 'charge_id', at: 'next_check_at', horizon: 10 * minute },
  refunds: { key: 'refund_id', at: 'next_try_at', horizon: 26 * hour },
  inbox: { key: 'inbox_key', at: 'next_try_at', horizon: 2 * hour },
  notifications: { key: 'notification_id', at: 'next_try_at', horizon: 5 * hour },
} as const

/** Leases due rows to the caller, oldest first, until `leaseUntil` (Unix ms); after a crash they become due again. */
export async function takeDue<Name extends keyof typeof dueIn>(
  db: Kysely<Tables>,
  table: Name,
  now: number,
  leaseUntil: number,
  limit: number,
): Promise<Selectable<Tables[Name]>[]> {
  const { key, at } = dueIn[table]
  const [rows, id, due] = [sql.table(table), sql.ref(key), sql.ref(at)]
  // The condition is repeated for a statement that waited for a row that another process was leasing.
  const taken = await sql<Selectable<Tables[Name]>>`
    update ${rows} set ${due} = ${leaseUntil}
    where ${id} in (select ${id} from ${rows} where ${due} <= ${now} order by ${due} limit ${limit})
    and ${due} <= ${now}
    returning *`.execute(db)
  return taken.rows
}

/**
 * Rows scheduled by a clock that has jumped back since would wait for it: they become due now.
 * @param limit of each table
 * @returns whether there may be more
 */
export async function bringBackDue(
  db: Kysely<Tables>,
  now: number,
  limit: number,
): Promise<boolean> {
  let isMore = false
  for (const [table, { key, at, horizon }] of Object.entries(dueIn)) {
    const [rows, id, due] = [sql.table(table), sql.ref(key), sql.ref(at)]
    const broughtBack = await sql`
      update ${rows} set ${due} = ${now}
      where ${id} in (
        select ${id} from ${rows} where ${due} > ${now + horizon} order by ${due} limit ${limit}
      )
      and ${due} > ${now + horizon}`.execute(db)
    isMore ||= Number(broughtBack.numAffectedRows ?? 0) === limit
  }
  return isMore
}
