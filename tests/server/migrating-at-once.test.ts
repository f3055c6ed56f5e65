/** Several processes bring one PostgreSQL up to date at once, with all the time that it takes. */
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../server/store/engine/database'
import { migrate } from '../../server/store/engine/migrate'
import { freshDatabase } from './support/databases'

async function processes(count: number) {
  const { location, drop } = await freshDatabase('postgres')
  const opened = Array.from({ length: count }, () => openDatabase(location))
  onTestFinished(async () => {
    for (const { db } of opened) await db.destroy()
    await drop()
  })
  // A new one of the tests has every table already.
  const [first] = opened
  if (first) await sql`drop schema public cascade`.execute(first.db)
  if (first) await sql`create schema public`.execute(first.db)
  return opened
}

test('each change is made once, and nobody fails', async () => {
  const opened = await processes(6)
  const applied = (await Promise.all(opened.map((one) => migrate(one)))).flat()
  expect(applied.length).toBeGreaterThan(10)
  expect(new Set(applied).size).toBe(applied.length)
})

test('no change is cut off, however long it takes', async () => {
  const [database] = await processes(1)
  if (!database) throw new Error('no database')
  const times: string[] = []
  await migrate(database, [
    {
      name: '0001_slow',
      up: async (db) => {
        const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(
          db,
        )
        times.push(...rows.map((row) => row.statement_timeout))
      },
    },
  ])
  expect(times).toEqual(['0'])
})
