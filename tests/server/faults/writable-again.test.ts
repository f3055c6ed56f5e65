import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { DatabaseUnavailable } from '../../../server/runtime/database-unavailable'
import { openDatabase } from '../../../server/store/engine/database'
import { breakableServer } from './breakable-server'

/** As many as the pool has connections: a connection is replaced where the pool is full, too. */
const pool = 5

test('a connection that was opened to a read-only server refuses no write once the server takes them again', async () => {
  const { database, breaks } = await breakableServer()
  onTestFinished(() => database.drop())
  const { db } = openDatabase({
    kind: 'postgres',
    url: database.environment['DATABASE_URL'] ?? '',
    pool,
  })
  onTestFinished(() => db.destroy())
  const write = () => sql`insert into notes values (1)`.execute(db)
  await sql`create table notes (note integer)`.execute(db)

  const mend = await breaks.get('read-only')?.()
  await expect(write()).rejects.toThrow(DatabaseUnavailable)
  const reads = Array.from({ length: pool }, () => sql`select pg_sleep(0.05)`.execute(db))
  await Promise.all(reads)
  await mend?.()

  await Promise.all(Array.from({ length: pool }, write))
  const { rows } = await sql`select note from notes`.execute(db)
  expect(rows).toHaveLength(pool)
})
