import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from './schema/tables'

/** In bytes: enough to need pages of its own. A full disk may still take a few bytes. */
const filler = '0'.repeat(8 * 1024)

/**
 * Commits a row, and deletes earlier ones, of whichever process. In this order: a row that only replaces
 * another could be written where nothing more fits.
 * @param at Unix ms
 * @param size `small`: at a start, when the write-ahead log is new and the smallest row takes a page; a large
 *   row would leave free pages, which the next proof would only fill again
 * @throws where nothing can be written
 */
export async function proveWrite(
  db: Kysely<Tables>,
  at: number,
  size: 'small' | 'large' = 'large',
): Promise<void> {
  const id = randomUUID()
  await db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('write_proofs')
      .values({ proof_id: id, at, filler: size === 'large' ? filler : '' })
      .execute()
    await transaction
      .deleteFrom('write_proofs')
      .where('at', '<=', at)
      .where('proof_id', '<>', id)
      .execute()
  })
}
