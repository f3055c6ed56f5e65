/** Allows one backend at a time on the embedded database: each keeps state in memory that another would not see. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { lockFileAt } from './locked-file'
import { databaseFile } from './private-files'
import { sqliteError } from './sqlite-errors'
import { messageOf } from '../../runtime/message-of'

/** A lock file beside the database, which commands read and write while a backend runs. */
export const lockFile = `${databaseFile}-backend`

/**
 * Locks the folder for this process until it ends.
 * @returns releases the lock
 * @throws Error where another backend holds it, or the folder cannot be used; its message is a sentence
 */
export function becomeSoleBackend(dir: string): () => void {
  let release: (() => void) | null
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    release = lockFileAt(join(dir, lockFile))
  } catch (error) {
    throw new Error(`the database in DATA_DIR (${dir}) cannot be used (${messageOf(error)}).`, {
      cause: sqliteError(error),
    })
  }
  if (release) return release
  throw new Error(
    `another backend runs on the database in DATA_DIR (${dir}). Only one can use it: stop that one first, or use PostgreSQL (DATABASE_URL).`,
  )
}
