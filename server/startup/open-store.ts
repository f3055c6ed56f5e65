import type { Config } from '../config/config'
import { isPlaintextConnection } from '../config/database-transport'
import type { Log } from '../payments/core/deps'
import { DatabaseUnavailable, type UnavailableReason } from '../runtime/database-unavailable'
import type { openDatabase, Database } from '../store/engine/database'
import { migrate } from '../store/engine/migrate'
import { keepPrivate } from '../store/engine/private-files'
import { proveWrite } from '../store/prove-write'
import type { Migration } from '../store/schema/migrations/migration'
import { messageOf } from '../runtime/message-of'

/** Warns of database files that other users could read until now. */
export function warnOfExposedFiles({ database }: Config, log: Log): void {
  if (database.kind === 'postgres') return
  for (const { path, tightened } of exposed(database.dir)) {
    if (tightened)
      log.warn(
        { path },
        'other users of this machine could read the database: its permissions were corrected',
      )
    else
      log.warn(
        { path },
        'other users of this machine can read the database: give it its own folder',
      )
  }
}

/** If it cannot be created or read, opening it reports why. */
function exposed(dir: string): ReturnType<typeof keepPrivate> {
  try {
    return keepPrivate(dir)
  } catch {
    return []
  }
}

/** What tests replace at a start. */
export interface StoreSeams {
  readonly open: typeof openDatabase
  /** The migrations that the database is brought up to. */
  readonly migrations?: readonly Migration[] | undefined
  /** Unix ms */
  readonly now: number
}

/**
 * Opens the database, applies migrations, and proves that it can be written to: a start that could not take a
 * payment is refused.
 * @throws Error whose message is a sentence and whose `cause` says why
 */
export async function openCheckedStore(
  location: Config['database'],
  { open, migrations, now }: StoreSeams,
): Promise<Database> {
  try {
    const database = open(location)
    try {
      await migrate(database, migrations)
      await proveWrite(database.db, now, 'small')
    } catch (error) {
      await database.db.destroy()
      throw error
    }
    return database
  } catch (cause) {
    throw new Error(unusable(location, cause), { cause })
  }
}

function unusable(database: Config['database'], cause: unknown): string {
  const said = messageOf(cause)
  const reason = `${said}${mendingOf(cause)}`
  return database.kind === 'postgres'
    ? `the database at DATABASE_URL cannot be used (${reason}).`
    : `the database in DATA_DIR (${database.dir}) cannot be used (${reason}).`
}

/** Waiting does not fix these. */
const mending: Partial<Record<UnavailableReason, string>> = {
  full: '; nothing can be written: make room on its disk',
  read_only:
    '; nothing can be written: the backend’s user has to be allowed to, and no standby takes writes',
}

function mendingOf(cause: unknown): string {
  return (cause instanceof DatabaseUnavailable && mending[cause.trouble]) || ''
}

/**
 * Not only a configuration check: commands that only read report it as a mistake instead.
 * @throws Error where personal data and the password would cross a network unencrypted
 */
export function refusePlaintextDatabase({ database, databaseListenUrl }: Config): void {
  if (database.kind === 'embedded') return
  const lines = { DATABASE_URL: database.url, DATABASE_LISTEN_URL: databaseListenUrl }
  for (const [name, url] of Object.entries(lines)) {
    if (url === null || !isPlaintextConnection(url)) continue
    throw new Error(
      `${name} connects to another server without TLS, or without verifying its certificate. Append ?sslmode=verify-full, and &sslrootcert=PATH if the certificate is from your own CA.`,
    )
  }
}
