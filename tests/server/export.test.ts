/** What the accountant is given of a day: through the API and by the command. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readArguments } from '../../server/commands/export/arguments'
import { runExport } from '../../server/commands/export/run-export'
import { timeOf } from '../../server/commands/inspect/history-text'
import { asText, csvLine } from '../../server/export/csv'
import { entriesOf } from '../../server/export/day-entries'
import { linesOf, yuan } from '../../server/export/day-csv'
import { beijingDay, beijingDayOf } from '../../server/payments/core/beijing-day'
import type { OrderRecord } from '../../server/payments/core/records'
import { openDatabase } from '../../server/store/engine/database'
import { createDayEntrySource } from '../../server/store/reporting/day-entries'
import { rowOfNewCharge } from '../../server/store/rows/charge-rows'
import { rowOfRefund } from '../../server/store/rows/refund-rows'
import { rowOfOrder } from '../../server/store/rows/order-rows'
import { oldStore, temporaryFolder } from './archive/shelf'
import { freshDatabase, kinds } from './support/databases'
import { openHeardStore } from './support/heard-statements'
import { paidOrder } from './support/paid-order'
import { openCheckout } from './support/checkout'
import { codeOf } from './support/phone'
import { chargeRow, orderRow, refundRow, t0 } from './support/rows'

const today = () => beijingDayOf(Date.now()).name
const rowsOf = (csv: string) => csv.split('\r\n').slice(1, -1)

/** What stays of an archived order to which something last happened at `lastAt`. */
function leftOf(order: OrderRecord, lastAt: number) {
  const row = rowOfOrder(order)
  return {
    order_id: row.order_id,
    order_no: row.order_no,
    source: row.source,
    amount: row.amount,
    subject: row.subject,
    body: row.body,
    state: row.state,
    closed_by: row.closed_by,
    expires_at: row.expires_at,
    paid_at: row.paid_at,
    content_hash: row.content_hash,
    created_at: row.created_at,
    refunded: 0,
    last_at: lastAt,
    archived_at: lastAt,
  }
}

describe.each(kinds)('a day’s export, on the %s database', (kind) => {
  test('has each payment and each refund of the day, in yuan, in a file that Excel opens', async () => {
    const scene = await paidOrder(kind, { orderNo: 'A-1', subject: '会员,“年”费', amount: 3_880 })
    const { merchant } = scene
    await merchant.placed({ orderNo: 'unpaid' })
    await merchant.refund('A-1', { amount: 1_005, reason: '=1+1' })
    const { paymax } = scene.sandbox
    await expect.poll(() => paymax.charges().flatMap((charge) => charge.refunds)).toHaveLength(1)
    paymax.finishRefunds()
    await paymax.flushWebhooks()
    await scene.reads({ amountRefunded: 1_005 })
    const { status, headers, body } = await merchant.exported(today())
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toContain(`payments-${today()}.csv`)
    expect(body.startsWith('\uFEFF时间（北京）,类型,订单号,商品,收款（元）,退款（元）,')).toBe(true)
    const [payment = '', refund = '', ...more] = rowsOf(body)
    expect(more).toEqual([])
    expect(payment).toContain('收款,A-1,"会员,“年”费",38.80,,')
    expect(refund).toContain('退款,A-1,"会员,“年”费",,10.05,\'=1+1,')
    expect(payment).toContain(scene.charge.chargeId)
    expect(body).not.toContain(scene.sandbox.wechat.holder.openid)
  })

  test('begins and ends with the day in Beijing, whole over many pages of one instant', async () => {
    const { db } = await openHeardStore(kind)
    const day = beijingDayOf(t0)
    const times = [
      day.start - 1,
      day.start,
      ...Array<number>(1_203).fill(day.start + 5),
      day.end - 1,
    ]
    const all = [...times, day.end].map((at, n) => ({ at, n }))
    for (const some of [all.slice(0, 400), all.slice(400, 800), all.slice(800)]) {
      await db
        .insertInto('orders')
        .values(
          some.map(({ n }) => rowOfOrder({ ...orderRow, orderId: `o${n}`, orderNo: `N${n}` })),
        )
        .execute()
      await db
        .insertInto('charges')
        .values(
          some.map(({ at, n }) => ({
            ...rowOfNewCharge({ ...chargeRow, chargeId: `c${n}`, orderId: `o${n}` }, t0),
            status: 'succeeded' as const,
            paid_at: at,
          })),
        )
        .execute()
      await db
        .insertInto('refunds')
        .values(
          some.map(({ at, n }) => {
            const names = { refundId: `r${n}`, chargeId: `c${n}`, orderId: `o${n}` }
            const status = 'succeeded' as const
            return rowOfRefund({ ...refundRow, ...names, status, succeededAt: at })
          }),
        )
        .execute()
    }
    const found: string[] = []
    const [first] = await createDayEntrySource(db).payments(day, null, 1)
    expect(first?.paidOrder).toBe(false)
    for await (const entries of entriesOf(createDayEntrySource(db), day)) {
      found.push(...entries.map((one) => (one.kind === 'refund' ? one.refundId : one.chargeId)))
    }
    const inside = all.slice(1, -1).map(({ n }) => n)
    const expected = [...inside.map((n) => `c${n}`), ...inside.map((n) => `r${n}`)]
    expect(found).toHaveLength(expected.length)
    expect(new Set(found)).toEqual(new Set(expected))
  })

  test('is refused where rows of the day were archived, by the API and by the command', async () => {
    const { location, paid, archived } = await oldStore(kind)
    await paid('a')
    await archived()
    const out = join(await temporaryFolder(), 'day.csv')
    const told = await runExport({ database: location }, { day: beijingDayOf(t0), out }, t0)
    expect(told).toMatchObject({ exitCode: 1, error: expect.stringContaining('were archived') })
    await expect(stat(out)).rejects.toThrow('ENOENT')
  })

  test('is refused by the API all the same, for a day of the archive and for no later one', async () => {
    const database = await freshDatabase(kind)
    const { merchant } = await openCheckout(kind, {}, { database })
    const { db } = openDatabase(database.location)
    onTestFinished(() => db.destroy())
    const { start, name } = beijingDayOf(Date.now() - 86_400_000)
    const row = leftOf({ ...orderRow, createdAt: start - 1 }, start + 5)
    await db.insertInto('archived_orders').values(row).execute()
    const { body, ...answer } = await merchant.exported(name)
    expect(codeOf({ ...answer, body: JSON.parse(body) as object })).toBe('409 order_archived')
    const later = await merchant.exported(today())
    expect([later.status, rowsOf(later.body)]).toEqual([200, []])
  })

  test('is written by the command, whole and to nobody else’s eyes, and never over another file', async () => {
    const { location, paid } = await oldStore(kind)
    await paid('a')
    const out = join(await temporaryFolder(), 'day.csv')
    const wanted = { day: beijingDayOf(t0), out }
    const told = await runExport({ database: location }, wanted, t0 + 86_400_000)
    const sums = `${wanted.day.name}, payments 10.00 yuan (1), refunds 0.00 yuan (0).`
    expect(told).toEqual({ exitCode: 0, out: `${out}: ${sums}`, error: '' })
    const text = await readFile(out, 'utf8')
    expect(text.startsWith('\uFEFF时间')).toBe(true)
    const [row = '', ...more] = rowsOf(text)
    expect([row.includes('不计入订单'), more]).toEqual([false, []])
    expect((await stat(out)).mode & 0o777).toBe(0o600)
    expect(await runExport({ database: location }, wanted, t0)).toMatchObject({
      exitCode: 1,
      error: expect.stringContaining(
        `${out} already exists. Give another file with --out, as a full path.`,
      ),
    })
    expect(await readFile(out, 'utf8')).toBe(text)
  })
})

test('is not there under its name before it is whole: who is killed leaves no part of a day', async () => {
  const { db, location, paid } = await oldStore('postgres')
  await paid('a')
  const out = join(await temporaryFolder(), 'day.csv')
  // As a run that was killed has left it.
  await writeFile(`${out}.part`, 'half a line', { mode: 0o644 })
  const export_ = () => runExport({ database: location }, { day: beijingDayOf(t0), out }, t0)
  const [exporting] = await db.transaction().execute(async (transaction) => {
    await sql`lock table refunds in access exclusive mode`.execute(transaction)
    const begun = export_()
    const part = () => readFile(`${out}.part`, 'utf8').catch(() => '')
    // The payment stands there, and the refunds are still waited for.
    await expect.poll(part).toContain('N-a')
    expect([await readFile(out, 'utf8'), (await stat(`${out}.part`)).mode & 0o777]).toEqual([
      '',
      0o600,
    ])
    return [begun]
  })
  expect(await exporting).toMatchObject({ exitCode: 0 })
  expect(await readFile(out, 'utf8')).toContain('N-a')
  expect(await readdir(dirname(out))).toEqual(['day.csv'])
})

test('the command adds up payments and refunds, each with its count', async () => {
  const { db, location, paid } = await oldStore('embedded')
  for (const name of ['a', 'b', 'c']) await paid(name)
  await db
    .insertInto('refunds')
    .values(
      [250, 125].map((amount, n) => {
        const names = { refundId: `r${n}`, chargeId: 'c-a', orderId: 'a' }
        return rowOfRefund({
          ...refundRow,
          ...names,
          amount,
          status: 'succeeded' as const,
          succeededAt: t0,
        })
      }),
    )
    .execute()
  const out = join(await temporaryFolder(), 'day.csv')
  const told = await runExport({ database: location }, { day: beijingDayOf(t0), out }, t0)
  expect(told.out).toContain('payments 30.00 yuan (3), refunds 3.75 yuan (2).')
})

test.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati'])(
  'a day and its times are Beijing’s, where the machine is in %s too',
  (zone) => {
    const before = process.env['TZ']
    process.env['TZ'] = zone
    onTestFinished(() => void (process.env['TZ'] = before))
    // The zone is taken.
    expect(new Date(t0).getTimezoneOffset()).not.toBe(-480)
    const start = Date.parse('2026-11-25T16:00:00Z')
    const day = { name: '2026-11-26', start, end: start + 86_400_000 }
    expect(beijingDay('2026-11-26')).toEqual(day)
    expect([beijingDayOf(start), beijingDayOf(start - 1).name]).toEqual([day, '2026-11-25'])
    expect(readArguments([], start).day.name).toBe('2026-11-25')
    expect(lineAt(start)).toContain('2026-11-26 00:00:00,收款')
    expect(timeOf(start)).toBe('2026-11-26T00:00:00.000+08:00')
  },
)

test('of a day that is not over it is said', async () => {
  const { location, paid } = await oldStore('embedded')
  await paid('a')
  const day = beijingDayOf(t0)
  const isOver = async (name: string, now: number) => {
    const out = join(await temporaryFolder(), name)
    const told = await runExport({ database: location }, { day, out }, now)
    expect(told.exitCode).toBe(0)
    return !told.out.includes('not over')
  }
  expect([await isOver('a.csv', day.end - 1), await isOver('b.csv', day.end)]).toEqual([
    false,
    true,
  ])
})

test('a day that could not be read to its end leaves no file, nor part of one', async () => {
  const { location, paid } = await oldStore('embedded')
  await paid('a')
  const { db } = openDatabase(location)
  await db.schema.alterTable('refunds').renameTo('refunds_elsewhere').execute()
  await db.destroy()
  const out = join(await temporaryFolder(), 'day.csv')
  const told = await runExport({ database: location }, { day: beijingDayOf(t0), out }, t0)
  expect(told).toMatchObject({ exitCode: 1, error: expect.stringContaining('was not exported') })
  expect(await readdir(dirname(out))).toEqual([])
})

test.each([
  ['2026-02-30', '400 invalid_request'],
  ['2099-01-01', '400 invalid_request'],
  ['today', '400 invalid_request'],
  ['', '400 invalid_request'],
])('no export is made of %j', async (date, code) => {
  const { merchant } = await openCheckout('embedded')
  const { body, ...answer } = await merchant.exported(date)
  expect(codeOf({ ...answer, body: JSON.parse(body) as object })).toBe(code)
})

test('the command takes yesterday in Beijing, or the day that is said', () => {
  const now = Date.parse('2026-11-25T17:00:00Z')
  expect(readArguments([], now)).toEqual({
    day: beijingDay('2026-11-25'),
    out: 'payments-2026-11-25.csv',
  })
  const said = ['--date', '2026-11-26', '--out', 'x.csv']
  expect(readArguments(said, now)).toEqual({ day: beijingDay('2026-11-26'), out: 'x.csv' })
  expect(() => readArguments(['--date', '2026-11-27'], now)).toThrow('has not begun')
  expect(() => readArguments(['--date', '2026-02-30'], now)).toThrow('is not a date')
})

describe('a field of the export', () => {
  test.each([
    '=1+1',
    '+86',
    '-2+3',
    '@SUM(A1)',
    '＝1+1',
    ' =1+1',
    '\t=1+1',
    '\r\n=HYPERLINK("x")',
    "'quoted",
    '4200001234567890123456789012',
    '007',
    '12E5',
    '2026-11',
    '1/2',
    'MAR1',
    '1-Sep',
  ])('that a spreadsheet would not take as it is has a mark before it: %j', (text) => {
    const field = asText(text)
    expect(field.startsWith("'")).toBe(true)
    expect(field.slice(1)).toBe(text.replaceAll(/\p{Cc}/gu, ' '))
  })

  test.each(['A-1001', '会员年费', '咖啡 1+1', 'ch_6bfc12a0b7ad59ab', '3 cups of tea', ''])(
    'that is text stays as it is: %j',
    (text) => {
      expect(asText(text)).toBe(text)
    },
  )

  test('with a comma or a quote stands in quotes', () => {
    expect(csvLine(['a,b', 'say "x"', 'c'])).toBe('"a,b","say ""x""",c\r\n')
  })

  test('of money is exact, to the fen', () => {
    expect([1, 10, 100, 1_005, 100_000_000].map(yuan)).toEqual([
      '0.01',
      '0.10',
      '1.00',
      '10.05',
      '1000000.00',
    ])
  })
})

/** What a payment and its refund have in common. */
const shared = {
  at: Date.parse('2026-11-01T16:00:00Z'),
  orderNo: 'A-1',
  subject: '茶',
  amount: 100,
  gateway: 'paymax' as const,
  chargeId: 'c1',
  gatewayId: 'ch_1',
  transactionNo: '42',
}
const lineAt = (at: number) => linesOf([{ ...shared, at, kind: 'payment', paidOrder: true }])

test('money that an order did not take says so, and so does what goes back by itself', () => {
  const lines = linesOf([
    { ...shared, kind: 'payment', paidOrder: true },
    { ...shared, kind: 'payment', paidOrder: false },
    {
      ...shared,
      kind: 'refund',
      refundId: 'r1',
      refundGatewayId: 're_1',
      reason: 'double_success',
      automatic: true,
    },
  ])
  expect(lines.split('\r\n')).toEqual([
    "2026-11-02 00:00:00,收款,A-1,茶,1.00,,,c1,'42,paymax,ch_1,,,",
    "2026-11-02 00:00:00,收款,A-1,茶,1.00,,,c1,'42,paymax,ch_1,,,不计入订单，自动退回",
    "2026-11-02 00:00:00,退款,A-1,茶,,1.00,重复付款,c1,'42,paymax,ch_1,r1,re_1,自动退款",
    '',
  ])
})
