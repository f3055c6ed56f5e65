import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import LibsqlDatabase from 'libsql'
import { openDatabase } from '../../../server/store/engine/database'
import type { Tables } from '../../../server/store/schema/tables'
import { freshDatabase } from '../support/databases'
import type { BreakableDatabase } from './breakable'

/** A file that another program locks or moves away, or that takes no more. */
export async function breakableFile(): Promise<BreakableDatabase> {
  const database = await freshDatabase('embedded')
  const path = join(database.environment['DATA_DIR'] ?? '', 'checkout.db')
  let ours: Kysely<Tables> | undefined

  /** Some limits SQLite sets to the connection alone, so they are set on the backend's own. */
  async function limit(pragma: string): Promise<void> {
    if (!ours) throw new Error('not opened yet')
    await sql.raw(`pragma ${pragma}`).execute(ours)
  }

  return {
    database,
    openDatabase(location) {
      const opened = openDatabase(location)
      ours = opened.db
      return opened
    },
    committed: () => Promise.resolve(orderNumbers(path)),
    breaks: new Map([
      ['locked', () => Promise.resolve(lock(path))],
      ['gone', () => Promise.resolve(moveAway(path))],
      [
        'full',
        async () => {
          await limit('max_page_count = 1')
          return () => limit('max_page_count = 1000000')
        },
      ],
      [
        'read-only',
        async () => {
          await limit('query_only = 1')
          return () => limit('query_only = 0')
        },
      ],
    ]),
  }
}

/** Takes the write lock, as another program would. @returns what lets go of it */
export function lock(path: string): () => Promise<void> {
  // The backend may be writing just now.
  const other = new LibsqlDatabase(path, { timeout: 30_000 })
  other.exec('begin immediate')
  return () => {
    other.exec('rollback')
    other.close()
    return Promise.resolve()
  }
}

function moveAway(path: string): () => Promise<void> {
  renameSync(path, `${path}.away`)
  return () => Promise.resolve(renameSync(`${path}.away`, path))
}

function orderNumbers(path: string): string[] {
  const other = new LibsqlDatabase(path)
  const rows = other.prepare('select order_no from orders').all([]) as { order_no: string }[]
  other.close()
  return rows.map((row) => row.order_no)
}
