import { closeSync, openSync } from 'node:fs'
import LibsqlDatabase from 'libsql'
import { isLocked, sqliteError } from './sqlite-errors'

/** Kept referenced: a garbage-collected connection would be closed and release the lock. */
const held = new Set<LibsqlDatabase.Database>()

/**
 * Locks a file, which is made if needed, until this process ends, however it ends: SQLite locks an open file, and
 * the kernel releases the lock with the process. Nothing is written to it.
 * @returns releases the lock; null where another process holds it
 * @throws where the file cannot be used
 */
export function lockFileAt(path: string): (() => void) | null {
  const lock = openPrivately(path)
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (isLocked(sqliteError(error))) return null
    throw error
  }
  held.add(lock)
  return () => {
    held.delete(lock)
    lock.close()
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
