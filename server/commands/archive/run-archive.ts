/** The command from its arguments to its exit code; the caller prints and reads the environment. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../config/config'
import { createArchiveStore, type ArchiveStore } from '../../store/archive/archive'
import { holdArchive, type ArchiveLock } from '../../store/engine/archive-lock'
import { openExisting } from '../../store/engine/open-existing'
import { fileRefusal } from '../result/file-refusal'
import { createArchiveFile } from './archive-file'
import { archiveOrders, countFinished } from './archive-orders'
import type { Wanted } from './arguments'
import { failed, succeeded, type CommandResult, type Say } from '../result/command-result'
import { waitsForTheOther } from './waits-for-the-other'

/** In ms: the pause between two batches, in which payments run undisturbed. */
const between = 50

/** Runs beside the backend, and after another run of it or of `npm run forget`. */
export async function runArchive(
  { database }: Pick<Config, 'database'>,
  wanted: Wanted,
  say: Say = () => undefined,
): Promise<CommandResult> {
  const opened = await openExisting(database, async (reader) => {
    await createArchiveStore(reader).finished(0, null, 1)
    await reader.db.selectFrom('archived_orders').select('order_id').limit(1).execute()
  })
  if (typeof opened === 'string') return failed(opened)
  try {
    const archiveStore = createArchiveStore(opened)
    if (wanted.dryRun) return await countOnly(archiveStore, wanted)
    const lock = await holdArchive(database, () => say(waitsForTheOther))
    try {
      return await moveAll(archiveStore, lock, wanted)
    } finally {
      await lock.release()
    }
  } catch (error) {
    const reason = `Not all orders were archived (${fileRefusal(error, wanted.out)}).`
    return failed(`${reason} Nothing is lost. Run the command again with another file.`)
  } finally {
    await opened.db.destroy()
  }
}

async function countOnly(archiveStore: ArchiveStore, { before }: Wanted): Promise<CommandResult> {
  const count = await countFinished(archiveStore, before.start)
  const out = `${count} orders were finished before ${before.name}. None was moved.`
  return succeeded(out)
}

async function moveAll(
  archiveStore: ArchiveStore,
  { stillHeld }: ArchiveLock,
  { before, out }: Wanted,
): Promise<CommandResult> {
  const file = await createArchiveFile(out)
  try {
    const pause = async () => {
      await sleep(between)
      await stillHeld()
    }
    const { moved, stayed } = await archiveOrders(
      { archiveStore, file, now: Date.now, pause },
      before.start,
    )
    const told = `${moved} orders were moved into ${out}.`
    const left =
      stayed > 0
        ? ` ${stayed} more are in the file but stay in the database: they changed meanwhile.`
        : ''
    return succeeded(told + left)
  } finally {
    await file.close()
  }
}
