/** PostgreSQL's settings, judged, and as a server tells them. */
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { mistakesInPostgres } from '../../../server/commands/doctor/store/postgres'
import { openDatabase } from '../../../server/store/engine/database'
import { usualPool } from '../../../server/store/engine/postgres-dialect'
import {
  postgresSettings,
  type PostgresSettings,
} from '../../../server/store/reporting/postgres-settings'
import { freshDatabase } from '../support/databases'

const url = 'postgres://pay@db.lan/pay'
const good: PostgresSettings = {
  off: [],
  connections: 100,
  encoding: 'UTF8',
  port: 5432,
  isTimeLimited: true,
}

describe('judged', () => {
  const names = (settings: Partial<PostgresSettings>, pool?: number) =>
    mistakesInPostgres({ url, ...(pool && { pool }) }, { ...good, ...settings }).map(
      ({ name }) => name,
    )

  test('a process wants its pool, and one connection more to listen', () => {
    expect(names({ connections: usualPool + 1 })).toEqual([])
    expect(names({ connections: usualPool })).toEqual(['postgres_few_connections'])
    expect(names({ connections: 4 }, 3)).toEqual([])
    expect(names({ connections: 3 }, 3)).toEqual(['postgres_few_connections'])
  })

  test('no encoding but UTF8 keeps Chinese', () => {
    expect(names({ encoding: 'SQL_ASCII' })).toEqual(['postgres_encoding'])
  })

  test('a local socket has no port, and the usual one need not be named', () => {
    expect(names({ port: null })).toEqual([])
    expect(names({ port: 6432 })).toEqual(['postgres_pgbouncer'])
  })
})

test('told: what is off, and how many connections this role may have', async () => {
  const { location, drop } = await freshDatabase('postgres')
  const { db } = openDatabase(location)
  onTestFinished(async () => {
    await db.destroy()
    await drop()
  })
  await db.transaction().execute(async (connection) => {
    const run = (statement: string) => sql.raw(statement).execute(connection)
    const told = await postgresSettings(connection)
    const { rows } = await sql<{ free: number }>`
      select current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int as free`.execute(connection)
    expect(told.connections).toBe(rows[0]?.free)
    expect(told.encoding).toBe('UTF8')

    await run('set local synchronous_commit = off')
    expect((await postgresSettings(connection)).off).toContain('synchronous_commit')

    await run('create role few connection limit 3')
    await run('set local role few')
    expect((await postgresSettings(connection)).connections).toBe(3)
    await run('reset role')
    await run('drop role few')
  })
})
