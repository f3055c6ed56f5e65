/** Allows one backend at a time on the embedded database: each keeps state in memory that another would not see. */
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import LibsqlDatabase from 'libsql'
import { databaseFile } from './private-files'
import { isLocked, sqliteError } from './sqlite-errors'
import { messageOf } from '../../runtime/message-of'

/** A lock file beside the database, which commands read and write while a backend runs. Nothing is written to it. */
export const lockFile = `${databaseFile}-backend`

/** Kept referenced: a garbage-collected connection would be closed and release the lock. */
const held = new Set<LibsqlDatabase.Database>()

/**
 * Locks the folder for this process until it ends, however it ends: SQLite locks an open file, and the kernel
 * releases the lock with the process.
 * @returns releases the lock
 * @throws Error where another backend holds it, or the folder cannot be used; its message is a sentence
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
    const reason = messageOf(error)
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
    // It exists already, or opening it reports why it cannot.
  }
  return new LibsqlDatabase(path)
}
