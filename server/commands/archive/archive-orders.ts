import type { ArchiveStore } from '../../store/archive/archive'
import type { ArchiveFile } from './archive-file'

/** Orders per transaction: few enough not to delay the backend. */
const batch = 100

export interface Archived {
  readonly moved: number
  /** Written, but changed before they could be deleted: they stay in the store. */
  readonly stayed: number
}

/**
 * Moves orders that ended before `before` (Unix ms) into the file, in batches: first synced to disk, then
 * deleted from the store. Whenever it is killed, each order is in the store, in the file, or in both; the
 * next run continues.
 */
export async function archiveOrders(
  { archiveStore, file, now, pause }: ArchiveDeps,
  before: number,
): Promise<Archived> {
  let [moved, stayed] = [0, 0]
  let bundles = await archiveStore.finished(before, null, batch)
  while (bundles.length > 0) {
    const archivedAt = now()
    const at = new Date(archivedAt).toISOString()
    await file.append(bundles.map((bundle) => ({ archive: 1, archivedAt: at, ...bundle })))
    const taken = await archiveStore.take(bundles, before, archivedAt)
    moved += taken
    stayed += bundles.length - taken
    await pause()
    bundles = await archiveStore.finished(before, bundles.at(-1) ?? null, batch)
  }
  return { moved, stayed }
}

export interface ArchiveDeps {
  readonly archiveStore: ArchiveStore
  readonly file: Pick<ArchiveFile, 'append'>
  readonly now: () => number
  /** Between two batches, so that payments can run. */
  readonly pause: () => Promise<void>
}

/** Only counts them. */
export async function countFinished(archiveStore: ArchiveStore, before: number): Promise<number> {
  let count = 0
  let bundles = await archiveStore.finished(before, null, batch)
  while (bundles.length > 0) {
    count += bundles.length
    bundles = await archiveStore.finished(before, bundles.at(-1) ?? null, batch)
  }
  return count
}
