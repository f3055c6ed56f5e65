import type { Kysely } from 'kysely'
import { backupMark } from './engine/copy-embedded'
import type { Tables } from './schema/tables'
import { usedWith } from './last-used-with'

/**
 * @returns when the copy was made that this store is, Unix ms; null where it is not a copy, or a backend has
 *   been started on it
 */
export async function markedBackup(db: Kysely<Tables>): Promise<number | null> {
  const at = Date.parse((await usedWith(db, backupMark)) ?? '')
  return Number.isNaN(at) ? null : at
}

export async function removeBackupMark(db: Kysely<Tables>): Promise<void> {
  await db.deleteFrom('used_with').where('name', '=', backupMark).execute()
}
