/** All that a database holds, whatever its tables are. */
import { sql, type Kysely } from 'kysely'
import { openDatabaseToRead, type DatabaseLocation } from '../../../server/store/engine/database'
import type { Tables } from '../../../server/store/schema/tables'

/** `table.column`, and what stands there; what is Base64 is told decoded as well. */
export async function everyCell(
  location: DatabaseLocation,
): Promise<{ readonly at: string; readonly text: string }[]> {
  const { db, kind } = openDatabaseToRead(location)
  try {
    const cells: { at: string; text: string }[] = []
    for (const table of await tableNames(db, kind)) {
      const { rows } = await sql<
        Record<string, unknown>
      >`select * from ${sql.table(table)}`.execute(db)
      for (const row of rows) {
        for (const [column, value] of Object.entries(row)) {
          const text = String(value)
          const decoded = Buffer.from(text, 'base64').toString()
          cells.push({ at: `${table}.${column}`, text: `${text}\n${decoded}` })
        }
      }
    }
    return cells
  } finally {
    await db.destroy()
  }
}

/** Every column of every table, as the migrations have made them: `table.column`, sorted. */
export async function everyColumn(location: DatabaseLocation): Promise<string[]> {
  const { db } = openDatabaseToRead(location)
  try {
    const tables = await db.introspection.getTables()
    return tables
      .flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`))
      .sort()
  } finally {
    await db.destroy()
  }
}

async function tableNames(db: Kysely<Tables>, kind: DatabaseLocation['kind']): Promise<string[]> {
  const { rows } =
    kind === 'embedded'
      ? await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db)
      : await sql<{ name: string }>`
          select table_name as name from information_schema.tables where table_schema = 'public'`.execute(
          db,
        )
  return rows.map(({ name }) => name)
}
