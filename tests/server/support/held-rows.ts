import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished } from 'vitest'
import type { DatabaseLocation } from '../../../server/store/engine/database'
import { lock } from '../faults/breakable-file'

export interface HeldRows {
  /**
   * Resolves when that many statements stand behind the lock, each with what it saw before. The embedded
   * database lets nobody begin who could see anything: there it resolves at once.
   */
  stoodBehind: (count: number) => Promise<void>
  release: () => Promise<void>
}

/**
 * Locks rows as another process would, so that whoever changes them meets there with what was read before.
 * @param rows e.g. `logins where state = 's'`; the embedded database is locked as a whole
 */
export async function holdRows(location: DatabaseLocation, rows: string): Promise<HeldRows> {
  if (location.kind === 'embedded') {
    const release = lock(join(location.dir, 'checkout.db'))
    return { stoodBehind: () => Promise.resolve(), release }
  }
  const holder = new pg.Client({ connectionString: location.url })
  await holder.connect()
  onTestFinished(() => holder.end())
  const { rowCount } = await holder
    .query(`begin; select 1 from ${rows} for update`)
    .then((results) => (Array.isArray(results) ? (results[1] as pg.QueryResult) : results))
  if (!rowCount) throw new Error(`there are no rows to lock: ${rows}`)
  return {
    stoodBehind: (count) =>
      expect
        .poll(
          async () => {
            const { rows: found } = await holder.query<{ n: number }>(
              `select count(*)::int as n from pg_stat_activity
               where datname = current_database() and wait_event_type = 'Lock'`,
            )
            return found[0]?.n
          },
          { timeout: 4_000, interval: 20 },
        )
        .toBe(count),
    release: async () => {
      await holder.query('commit')
    },
  }
}
