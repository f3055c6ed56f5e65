/** Lets one command at a time work on the archive's files of a store: what one writes, another would replace. */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { openDatabase, type DatabaseLocation } from './database'
import { lockFileAt } from './locked-file'
import { databaseFile } from './private-files'

/** Any number that no other advisory lock of ours has. */
const lockKey = 7_260_012
/** In ms: how often the lock is tried. */
const beat = 100

export interface ArchiveLock {
  /** @throws where the lock was lost: another command may have begun */
  readonly stillHeld: () => Promise<void>
  readonly release: () => Promise<void>
}

interface Attempt extends ArchiveLock {
  /** @returns whether this process holds the lock now */
  readonly attempt: () => Promise<boolean>
}

/**
 * Waits for whoever holds it. A process that is killed releases it.
 * @param waits called once, where another process holds it
 */
export async function holdArchive(
  location: DatabaseLocation,
  waits: () => void = () => undefined,
): Promise<ArchiveLock> {
  const lock = await lockOf(location)
  try {
    if (await lock.attempt()) return lock
    waits()
    while (!(await lock.attempt())) await pause(beat)
    return lock
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** @returns null where another process, or another round of this one, holds it */
export async function tryToHoldArchive(location: DatabaseLocation): Promise<ArchiveLock | null> {
  const lock = await lockOf(location)
  let isHeld = false
  try {
    isHeld = await lock.attempt()
    return isHeld ? lock : null
  } finally {
    if (!isHeld) await lock.release()
  }
}

async function lockOf(location: DatabaseLocation): Promise<Attempt> {
  return location.kind === 'embedded' ? lockBesideFile(location.dir) : inServer(location)
}

function lockBesideFile(dir: string): Attempt {
  let held: (() => void) | null = null
  return {
    attempt() {
      held = lockFileAt(join(dir, `${databaseFile}-archive`))
      return Promise.resolve(held !== null)
    },
    stillHeld: () => Promise.resolve(),
    release() {
      held?.()
      return Promise.resolve()
    },
  }
}

/**
 * In a transaction of its own that stays open: behind PgBouncer too it keeps its connection, and with the
 * connection the lock ends.
 */
async function inServer(
  location: Extract<DatabaseLocation, { kind: 'postgres' }>,
): Promise<Attempt> {
  const { db } = openDatabase({ ...location, pool: 1 })
  const transaction = await db
    .startTransaction()
    .execute()
    .catch(async (error: unknown) => {
      await db.destroy()
      throw error
    })
  return {
    async attempt() {
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction)
      const { rows } = await sql<{
        held: boolean
      }>`select pg_try_advisory_xact_lock(${sql.lit(lockKey)}) as held`.execute(transaction)
      return rows[0]?.held === true
    },
    async stillHeld() {
      await sql`select 1`.execute(transaction)
    },
    async release() {
      await transaction
        .rollback()
        .execute()
        .catch(() => undefined)
      await db.destroy()
    },
  }
}
