/** A start that could not take a payment is none, and says why. */
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openCheckedStore } from '../../../server/startup/open-store'
import { DatabaseUnavailable } from '../../../server/runtime/database-unavailable'
import { startWhenReady } from '../../../server/wait-for-database'
import { openDatabase } from '../../../server/store/engine/database'
import { openCheckout } from '../support/checkout'
import { freshDatabase } from '../support/databases'
import { openBreakable } from './breakable'

describe('a start on the embedded database', () => {
  test.each([
    ['full', 'max_page_count = 1', 'make room on its disk'],
    ['read-only', 'query_only = 1', 'user has to be allowed to'],
  ])('that is %s is refused, and says so', async (_, pragma, mend) => {
    const database = await freshDatabase('embedded')
    onTestFinished(database.drop)
    const opened = openDatabase(database.location)
    await sql.raw(`pragma ${pragma}`).execute(opened.db)
    const usable = openCheckedStore(database.location, { open: () => opened, now: 1 })
    await expect(usable).rejects.toThrow(`nothing can be written: `)
    await expect(usable).rejects.toThrow(mend)
    // The next try opens it anew.
    await expect(sql`select 1`.execute(opened.db)).rejects.toThrow('destroyed')
  })

  test('whose folder cannot be made is refused with its name', async () => {
    const checkout = await openCheckout('embedded')
    const DATA_DIR = '/dev/null/data'
    await expect(checkout.anotherProcess({ DATA_DIR })).rejects.toThrow(
      /^the database in DATA_DIR \(\/dev\/null\/data\) cannot be used \(/,
    )
  })
})

describe('a start on PostgreSQL', () => {
  test.each(['full', 'read-only'])('that is %s is refused, and says so', async (trouble) => {
    const { checkout, breakIt } = await openBreakable('postgres')
    const mend = await breakIt(trouble)
    await expect(checkout.anotherProcess()).rejects.toThrow('nothing can be written: ')
    await mend()
    await expect(checkout.anotherProcess()).resolves.toBeDefined()
  })
})

describe('what no waiting mends', () => {
  const log = { info() {}, warn() {}, error() {} }
  test.each(['full', 'read_only'] as const)('%s ends the start at once', async (trouble) => {
    let tries = 0
    const start = () => {
      tries += 1
      const cause = new DatabaseUnavailable(trouble, 'no')
      return Promise.reject(new Error('no', { cause }))
    }
    await expect(startWhenReady(start, log, new AbortController().signal)).rejects.toThrow('no')
    expect(tries).toBe(1)
  })
})

describe('what PostgreSQL says of itself is 503, with the time to ask again', () => {
  test.each(['55000', '55006', '55P02', '57P03', '57000', '53100', '53300', '25006', '58030'])(
    'SQLSTATE %s',
    async (code) => {
      const database = await freshDatabase('postgres')
      const checkout = await openCheckout('postgres', {}, { database })
      const { db } = openDatabase(database.location)
      await sql
        .raw(
          `create function out_of_order() returns trigger language plpgsql as $$
           begin raise exception 'out of order' using errcode = '${code}'; end $$;
           create trigger out_of_order before insert on orders
           for each row execute function out_of_order()`,
        )
        .execute(db)
      await db.destroy()
      const answer = await checkout.merchant.place()
      expect(answer.status).toBe(503)
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    },
  )
})
