import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase, openDatabaseToRead } from '../../../server/store/engine/database'
import { migrate } from '../../../server/store/engine/migrate'
import { createOurBooks } from '../../../server/store/reporting/statement-entries'
import { freshDatabase, kinds, type Kind } from '../support/databases'

const start = Date.parse('2026-11-01T00:00:00+08:00')
const end = start + 86_400_000

/** An order with charges and refunds, just the columns that count. */
async function booksWith(
  kind: Kind,
  charges: readonly { id: string; status?: string; paidAt: number | null }[],
  refunds: readonly { id: string; charge: string; status?: string; at: number | null }[] = [],
) {
  const database = await freshDatabase(kind)
  const opened = openDatabase(database.location)
  onTestFinished(async () => {
    await opened.db.destroy()
    await database.drop()
  })
  await migrate(opened)
  const { db } = opened
  await sql`insert into orders (order_id, order_no, source, amount, subject, body, state, expires_at,
    auto_pay, metadata, content_hash, created_at)
    values ('o', 'A-1', 'merchant', 100, 's', 'b', 'open', 1, 0, '{}', 'h', 1)`.execute(db)
  for (const { id, status = 'succeeded', paidAt } of charges) {
    await sql`insert into charges (charge_id, order_id, openid, amount, status, gateway_id, created_at,
      expires_at, next_turn_at, paid_at)
      values (${`our_${id}`}, 'o', 'p', 100, ${status}, ${id}, 1, 1, 0, ${paidAt})`.execute(db)
  }
  for (const { id, charge, status = 'succeeded', at } of refunds) {
    await sql`insert into refunds (refund_id, charge_id, order_id, amount, status, automatic, attempt,
      gateway_id, created_at, looks, succeeded_at)
      values (${`our_${id}`}, ${`our_${charge}`}, 'o', 40, ${status}, 0, 1, ${id}, 1, 0, ${at})`.execute(
      db,
    )
  }
  return { ...opened, database, books: createOurBooks(db, 'paymax') }
}

describe.each(kinds)('our books of a day, in the %s store', (kind) => {
  test('have its first millisecond and not the next day’s', async () => {
    const { books } = await booksWith(kind, [
      { id: 'ch_before', paidAt: start - 1 },
      { id: 'ch_first', paidAt: start },
      { id: 'ch_last', paidAt: end - 1 },
      { id: 'ch_after', paidAt: end },
    ])
    const ids = (await books.succeededWithin(start, end)).map(({ gatewayId }) => gatewayId)
    expect(ids.sort()).toEqual(['ch_first', 'ch_last'])
  })

  test('tell payments and refunds with the order’s number and the amount', async () => {
    const { books } = await booksWith(
      kind,
      [{ id: 'ch_1', paidAt: start }],
      [{ id: 're_1', charge: 'ch_1', at: start + 1 }],
    )
    const shared = { gatewayId: 'ch_1', orderNo: 'A-1', status: 'succeeded' }
    expect(await books.succeededWithin(start, end)).toEqual([
      { ...shared, kind: 'payment', refundGatewayId: null, amount: 100, at: start },
      { ...shared, kind: 'refund', refundGatewayId: 're_1', amount: 40, at: start + 1 },
    ])
  })

  test('leave out money that has not moved', async () => {
    const { books } = await booksWith(
      kind,
      [{ id: 'ch_1', status: 'live', paidAt: null }],
      [{ id: 're_1', charge: 'ch_1', status: 'processing', at: null }],
    )
    expect(await books.succeededWithin(start, end)).toEqual([])
  })

  test('find a charge and its refunds by either id, once, whatever their day and status', async () => {
    const { books } = await booksWith(
      kind,
      [
        { id: 'ch_1', status: 'closed', paidAt: null },
        { id: 'ch_2', paidAt: end + 5 },
      ],
      [
        { id: 're_1', charge: 'ch_2', at: end + 6 },
        { id: 're_2', charge: 'ch_2', status: 'processing', at: null },
      ],
    )
    const named = async (ids: string[]) =>
      (await books.entriesOf(ids)).map((one) => one.refundGatewayId ?? one.gatewayId).sort()
    expect(await named(['ch_1'])).toEqual(['ch_1'])
    expect(await named(['re_2'])).toEqual(['re_2'])
    expect(await named(['ch_2', 're_1', 'ch_unknown'])).toEqual(['ch_2', 're_1', 're_2'])
  })

  test('are asked about more charges than one query takes', async () => {
    const { books } = await booksWith(kind, [{ id: 'ch_1', paidAt: start }])
    const strangers = Array.from({ length: 1_200 }, (_, at) => `ch_x${at}`)
    expect(await books.entriesOf([...strangers, 'ch_1'])).toHaveLength(1)
  })

  test('are read beside a backend that is writing', async () => {
    const { db, database } = await booksWith(kind, [{ id: 'ch_1', paidAt: start }])
    const reader = openDatabaseToRead(database.location)
    onTestFinished(() => reader.db.destroy())
    await db.transaction().execute(async (writing) => {
      await sql`update charges set paid_at = ${end} where charge_id = 'our_ch_1'`.execute(writing)
      expect(await createOurBooks(reader.db, 'paymax').succeededWithin(start, end)).toHaveLength(1)
    })
    expect(await createOurBooks(reader.db, 'paymax').succeededWithin(start, end)).toHaveLength(0)
  })
})

describe('the embedded store, opened to read', () => {
  test('cannot be written to', async () => {
    const { database } = await booksWith('embedded', [{ id: 'ch_1', paidAt: start }])
    const reader = openDatabaseToRead(database.location)
    onTestFinished(() => reader.db.destroy())
    await expect(sql`delete from charges`.execute(reader.db)).rejects.toThrow(/readonly/i)
  })

  test('finds a day by the index, not by reading every charge', async () => {
    const { db } = await booksWith('embedded', [])
    const plan = await sql<{ detail: string }>`explain query plan
      select * from charges where status = 'succeeded' and paid_at >= ${start} and paid_at < ${end}`.execute(
      db,
    )
    expect(plan.rows.map(({ detail }) => detail).join()).toContain('charges_paid')
  })

  test('is not made where there is none', async () => {
    const database = await freshDatabase('embedded')
    onTestFinished(() => database.drop())
    expect(() => openDatabaseToRead(database.location)).toThrow(/no database at/)
  })
})
