import type { Kysely } from 'kysely'
import type { Tables } from './schema/tables'

/** What a caller has used since it was last shared. */
export interface Spending {
  /** Identifies a caller to all processes without revealing who it is. */
  readonly who: string
  readonly spent: number
}

/** What all processes have counted in a minute, in one statement. */
export interface LimitCounts {
  /**
   * Adds what this process has counted. Sorted by name, so that two processes cannot deadlock.
   * @param minute of Unix time
   * @returns the totals of these callers over all processes
   */
  add(minute: number, spending: readonly Spending[]): Promise<Spending[]>
  /** Deletes all minutes before this one. */
  forget(minute: number): Promise<void>
}

export function createLimitCounts(db: Kysely<Tables>): LimitCounts {
  return {
    add(minute, spending) {
      const rows = spending
        .map((one) => ({ minute, ...one }))
        .sort((a, b) => (a.who < b.who ? -1 : 1))
      return db
        .insertInto('limit_counts')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['minute', 'who']).doUpdateSet((eb) => ({
            spent: eb('limit_counts.spent', '+', eb.ref('excluded.spent')),
          })),
        )
        .returning(['who', 'spent'])
        .execute()
    },
    async forget(minute) {
      await db.deleteFrom('limit_counts').where('minute', '<', minute).execute()
    },
  }
}
