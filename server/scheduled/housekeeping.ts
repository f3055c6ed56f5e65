import type { Config } from '../config/config'
import { eraseOldPayers } from './erase-old-payers'
import type { Log } from '../payments/core/deps'
import { tryToHoldArchive } from '../store/engine/archive-lock'
import type { Database } from '../store/engine/database'
import { createEraser } from '../store/forget/eraser'

type Task = ReturnType<typeof eraseOldPayers>

/** Housekeeping that the worker does where the configuration asks for it. */
export function housekeepingTasks(
  { forgetAfter, database: location }: Pick<Config, 'forgetAfter' | 'database'>,
  database: Database,
  log: Log,
): readonly Task[] {
  if (forgetAfter === null) return []
  return [withArchiveHeld(location, eraseOldPayers(createEraser(database), forgetAfter, log))]
}

/**
 * What is erased while `npm run archive` copies it would stay in its file. The worker does not wait for a command:
 * it skips the task, and tries again a minute later.
 */
function withArchiveHeld(location: Config['database'], task: Task): Task {
  return async (now) => {
    const lock = await tryToHoldArchive(location)
    if (!lock) return false
    try {
      return await task(now)
    } finally {
      await lock.release()
    }
  }
}
