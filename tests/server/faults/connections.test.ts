import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import LibsqlDatabase from 'libsql'
import { openDatabase } from '../../../server/store/engine/database'
import { DatabaseUnavailable } from '../../../server/runtime/database-unavailable'
import { freshDatabase } from '../support/databases'
import { lock } from './breakable-file'

async function openFile() {
  const { location, environment, drop } = await freshDatabase('embedded')
  const { db } = openDatabase(location)
  const path = join(environment['DATA_DIR'] ?? '', 'checkout.db')
  await sql`create table notes (text text unique)`.execute(db)
  onTestFinished(async () => {
    await db.destroy()
    await drop()
  })
  return {
    db,
    path,
    write: (text: string) => sql`insert into notes values (${text}) returning text`.execute(db),
    /** What somebody else finds, which is what is left after a kill. */
    committed: () => {
      const other = new LibsqlDatabase(path)
      const rows = other.prepare('select text from notes order by text').all([])
      other.close()
      return rows.map((row) => (row as { text: string }).text)
    },
  }
}

describe('on the embedded database', () => {
  test('what is written after a lock was met is committed when it is acknowledged', async () => {
    const { db, path, write, committed } = await openFile()
    const unlock = lock(path)
    const refused = db.transaction().execute(() => Promise.resolve())
    await expect(write('refused')).rejects.toThrow(DatabaseUnavailable)
    await expect(refused).rejects.toThrow(/locked/)
    await unlock()

    await write('alone')
    expect(committed()).toEqual(['alone'])
    await db.transaction().execute(async (transaction) => {
      await sql`insert into notes values ('together')`.execute(transaction)
    })
    expect(committed()).toEqual(['alone', 'together'])
  })

  test('a lock that is let go of in time is waited for, and reading goes on meanwhile', async () => {
    const { db, path, write, committed } = await openFile()
    await write('before')
    const unlock = lock(path)
    const writing = Promise.all([write('first'), write('second')])
    const { rows } = await sql<{ text: string }>`select text from notes`.execute(db)
    expect(rows).toEqual([{ text: 'before' }])
    await unlock()
    await writing
    expect(committed()).toEqual(['before', 'first', 'second'])
  })

  test('a transaction that failed leaves nothing, and the next one finds a clean start', async () => {
    const { db, write, committed } = await openFile()
    await write('taken')
    const failing = db.transaction().execute(async (transaction) => {
      await sql`insert into notes values ('undone')`.execute(transaction)
      await sql`insert into notes values ('taken')`.execute(transaction)
    })
    await expect(failing).rejects.toThrow(/UNIQUE/)
    await write('after')
    expect(committed()).toEqual(['after', 'taken'])
  })

  test('a transaction that a full disk ended takes no more statements', async () => {
    const { db, committed } = await openFile()
    await sql`pragma max_page_count = 1`.execute(db)
    const failing = db.transaction().execute(async (transaction) => {
      const large = sql`insert into notes values (${'x'.repeat(100_000)})`.execute(transaction)
      await expect(large).rejects.toThrow(/full/)
      await sql`insert into notes values ('outside')`.execute(transaction)
    })
    await expect(failing).rejects.toThrow(/full/)
    expect(committed()).toEqual([])
  })

  test('a read sees nothing of a transaction that is rolled back in the end', async () => {
    const { db } = await openFile()
    let seen: Promise<unknown[]> = Promise.resolve([])
    const failing = db.transaction().execute(async (transaction) => {
      await sql`insert into notes values ('undone')`.execute(transaction)
      seen = sql`select text from notes`.execute(db).then(({ rows }) => rows)
      await sql`select 1`.execute(transaction)
      throw new Error('on second thoughts')
    })
    await expect(failing).rejects.toThrow('on second thoughts')
    expect(await seen).toEqual([])
  })
})

describe('on PostgreSQL', () => {
  test('a connection that ends under a transaction costs that transaction and nothing else', async () => {
    const { location, environment, drop } = await freshDatabase('postgres')
    const { db } = openDatabase(location)
    const neighbour = new pg.Client({ connectionString: environment['DATABASE_URL'] ?? '' })
    await neighbour.connect()
    onTestFinished(async () => {
      await neighbour.end()
      await db.destroy()
      await drop()
    })
    await sql`create table notes (text text)`.execute(db)

    const failing = db.transaction().execute(async (transaction) => {
      await sql`insert into notes values ('undone')`.execute(transaction)
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
        transaction,
      )
      await neighbour.query('select pg_terminate_backend($1)', [rows[0]?.pid])
      // The connection is in use and asks nothing: nobody but a listener of its own hears that it ended.
      await expect
        .poll(
          async () => {
            const activity = 'select from pg_stat_activity where pid = $1'
            return (await neighbour.query(activity, [rows[0]?.pid])).rowCount
          },
          { timeout: 20_000 },
        )
        .toBe(0)
      await sql`insert into notes values ('undone too')`.execute(transaction)
    })
    await expect(failing).rejects.toThrow(DatabaseUnavailable)

    await sql`insert into notes values ('after')`.execute(db)
    expect((await neighbour.query('select text from notes')).rows).toEqual([{ text: 'after' }])
  })
})
