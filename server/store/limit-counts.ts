import type { Kysely } from 'kysely'
import type { Tables } from './schema/tables'

/** What somebody has spent since it was told last. */
export interface Spending {
  /** Names a caller to all processes, and tells nobody who it is. */
  readonly who: string
  readonly spent: number
}

/** What all processes have spent in a minute, in one statement. */
export interface LimitCounts {
  /**
   * Adds what this process has spent. In the order of their names: of two processes neither waits in vain.
   * @param minute of Unix time
   * @returns what these have spent at all processes together
   */
  add(minute: number, spending: readonly Spending[]): Promise<Spending[]>
  /** Lets go of all minutes before this one. */
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
