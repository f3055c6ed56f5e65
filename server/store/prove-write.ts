import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from './schema/tables'

/** So many bytes that they need pages of their own: a full disk may still take a few. */
const filler = '0'.repeat(8 * 1024)

/**
 * Commits something, and takes away what was committed before it, by whichever process. In this sequence: a
 * row that only takes the place of another would be written where nothing more can be.
 * @param at Unix ms
 * @param size `small`: at a start, when the log beside the embedded file is new and takes a page for the smallest
 *   row; what is written and taken away leaves pages free, which the next proof would only fill again
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
