import type { ArchiveStore } from '../../store/archive/archive'
import type { ArchiveFile } from './archive-file'

/** Small enough for the backend beside it not to notice the transaction. */
const batch = 100

export interface Archived {
  readonly moved: number
  /** Written, and changed before they could be taken out: they stay in the store. */
  readonly stayed: number
}

/**
 * Moves what was over and done with before `before` (Unix ms) into the file, a batch at a time: first onto
 * the disk, then out of the store. Whenever it is killed, each order stands in the store, in the file, or
 * in both; the next run takes what is left.
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
  /** Between two batches: whoever pays goes first. */
  readonly pause: () => Promise<void>
}

/** How many there are, and nothing else. */
export async function countFinished(archiveStore: ArchiveStore, before: number): Promise<number> {
  let count = 0
  let bundles = await archiveStore.finished(before, null, batch)
  while (bundles.length > 0) {
    count += bundles.length
    bundles = await archiveStore.finished(before, bundles.at(-1) ?? null, batch)
  }
  return count
}
