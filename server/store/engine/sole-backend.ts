/** One backend at a time on the embedded database: two would each believe that what they know is all there is. */
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import LibsqlDatabase from 'libsql'
import { databaseFile } from './private-files'
import { isLocked, sqliteError } from './sqlite-errors'

/** Beside the database, which commands read and write while a backend runs. Nothing is ever written to it. */
export const lockFile = `${databaseFile}-backend`

/** Collected as garbage, one would be closed, and let go of. */
const held = new Set<LibsqlDatabase.Database>()

/**
 * Holds the folder for this process until it ends, however it ends: the lock is SQLite's on an open file, and the
 * kernel takes it back with the process.
 * @returns what lets go of it
 * @throws Error where another backend holds it, or the folder cannot be used: its message is a sentence
 */
export function becomeSoleBackend(dir: string): () => void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const lock = openPrivately(join(dir, lockFile))
    try {
      lock.exec('begin exclusive')
    } catch (error) {
      lock.close()
      throw error
    }
    held.add(lock)
    return () => {
      held.delete(lock)
      lock.close()
    }
  } catch (error) {
    const cause = sqliteError(error)
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      isLocked(cause)
        ? `another backend runs on the database in DATA_DIR (${dir}). One is all that it takes: stop that one first, or set DATABASE_URL to a PostgreSQL.`
        : `the database in DATA_DIR (${dir}) cannot be used (${reason}).`,
      { cause },
    )
  }
}

function openPrivately(path: string): LibsqlDatabase.Database {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch {
    // It is there already, or opening it says why it cannot be.
  }
  return new LibsqlDatabase(path)
}
