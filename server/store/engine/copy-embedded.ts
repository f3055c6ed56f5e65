/** Copies the embedded database while a backend writes to it. */
import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import LibsqlDatabase from 'libsql'
import { migrations } from '../schema/migrations'
import { databaseFile } from './private-files'

/** In ms: how long to wait for a lock of the backend. */
const patience = 30_000

export interface Copied {
  readonly orders: number
  readonly charges: number
}

/**
 * Copies what is committed at one instant, including the write-ahead log, into one complete file; payments
 * are not delayed. The copy is readable by its owner only, is synced to disk when this returns, has been
 * checked, and records its time.
 * @param at Unix ms
 * @throws Error where there is no database of this build, `to` exists already, or the copy is damaged
 */
export function copyEmbedded(dir: string, to: string, at: number): Copied {
  const from = join(dir, databaseFile)
  if (!existsSync(from)) throw new Error(`there is no database at ${from}`)
  closeSync(openSync(to, 'wx', 0o600))
  try {
    const before = withDatabase(from, (source) => {
      const counted = countIn(source)
      source.exec(`vacuum into '${to.replaceAll("'", "''")}'`)
      return counted
    })
    const copied = withDatabase(to, (copy) => {
      const mark = copy.prepare('insert or replace into used_with (name, value) values (?, ?)')
      mark.run([backupMark, new Date(at).toISOString()])
      return checked(copy, before)
    })
    for (const path of [to, dirname(to)]) flush(path)
    return copied
  } catch (error) {
    rmSync(to, { force: true })
    throw error
  }
}

/** In `used_with`: when this copy was made, until a backend has been started on it. */
export const backupMark = 'backup_at'

function withDatabase<T>(path: string, work: (database: LibsqlDatabase.Database) => T): T {
  const database = new LibsqlDatabase(path)
  try {
    database.pragma(`busy_timeout = ${patience}`)
    return work(database)
  } finally {
    database.close()
  }
}

/** @throws Error where it is not of this build */
function countIn(database: LibsqlDatabase.Database): Copied {
  const count = (table: string) => {
    const row: unknown = database.prepare(`select count(*) as n from ${table}`).get([])
    return typeof row === 'object' && row !== null && 'n' in row ? Number(row.n) : NaN
  }
  if (count('migrations') !== migrations.length) {
    throw new Error('the database was written by another build than this one')
  }
  return { orders: count('orders'), charges: count('charges') }
}

function checked(copy: LibsqlDatabase.Database, before: Copied): Copied {
  const said = JSON.stringify(copy.pragma('integrity_check'))
  if (!said.includes('"ok"')) throw new Error(`the copy is damaged: ${said.slice(0, 500)}`)
  const counted = countIn(copy)
  // What was archived meanwhile is gone from the store.
  if (counted.orders === 0 && before.orders > 0) throw new Error('the copy has no orders')
  return counted
}

function flush(path: string): void {
  // Windows cannot open a folder.
  if (process.platform === 'win32') return
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
