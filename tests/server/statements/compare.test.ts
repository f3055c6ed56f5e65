import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beijingDay, beijingDayOf } from '../../../server/payments/core/beijing-day'
import { compareDay } from '../../../server/reconciliation/compare-day'
import type {
  OurBooks,
  OurEntry,
  StatementRow,
  StatementSource,
} from '../../../server/reconciliation/statement'

const day = beijingDayOf(Date.parse('2026-11-01T12:00:00+08:00'))
const noon = (day.start + day.end) / 2
const minute = 60_000

function row(changes: Partial<StatementRow> = {}): StatementRow {
  const status = changes.kind === 'refund' ? '退款成功' : '交易成功'
  return { kind: 'payment', gatewayId: 'ch_1', amount: 1250, status, ...changes }
}

function entry(changes: Partial<OurEntry> = {}): OurEntry {
  return {
    kind: 'payment',
    gatewayId: 'ch_1',
    refundGatewayId: null,
    orderNo: 'A-1',
    amount: 1250,
    status: 'succeeded',
    at: noon,
    ...changes,
  }
}

function booksOf(entries: readonly OurEntry[]): OurBooks {
  return {
    succeededWithin: (start, end) =>
      Promise.resolve(
        entries.filter(
          ({ at, status }) => status === 'succeeded' && at !== null && at >= start && at < end,
        ),
      ),
    entriesOf: (ids) =>
      Promise.resolve(
        entries.filter(
          ({ gatewayId, refundGatewayId }) =>
            ids.includes(gatewayId) || (refundGatewayId !== null && ids.includes(refundGatewayId)),
        ),
      ),
  }
}

/** A day that is not named has no statement yet. */
function sourceOf(days: Record<string, readonly StatementRow[]>) {
  const asked: string[] = []
  const source: StatementSource = {
    statementOf({ name }) {
      asked.push(name)
      const rows = days[name]
      return Promise.resolve(
        rows
          ? { outcome: 'answered', statement: { rows, contradictions: [] } }
          : {
              outcome: 'refused',
              failure: { reason: 'unknown' as const, code: 'ILLEGAL_ARGUMENT', message: '' },
            },
      )
    },
  }
  return { source, asked }
}

async function compare(
  theirs: readonly StatementRow[],
  ours: readonly OurEntry[],
  otherDays: Record<string, readonly StatementRow[]> = {},
) {
  const { source, asked } = sourceOf({ ...otherDays, [day.name]: theirs })
  const compared = await compareDay(source, booksOf(ours), day)
  if (compared.outcome === 'refused') throw new Error(compared.failure.code)
  return { ...compared.report, asked }
}

describe('two sides that agree', () => {
  test('have nothing to tell', async () => {
    const theirs = [row(), row({ kind: 'refund', amount: 250 })]
    const ours = [entry(), entry({ kind: 'refund', amount: 250, refundGatewayId: 're_1' })]
    expect(await compare(theirs, ours)).toMatchObject({
      differs: false,
      findings: [],
      here: { payments: 1, paid: 1250, refunds: 1, refunded: 250 },
      there: { payments: 1, paid: 1250, refunds: 1, refunded: 250 },
    })
  })

  test('may name a refund by its own id or by its charge’s', async () => {
    const refund = entry({ kind: 'refund', refundGatewayId: 're_1' })
    expect(await compare([row({ kind: 'refund', gatewayId: 're_1' })], [refund])).toMatchObject({
      differs: false,
      findings: [],
    })
  })

  test('may list the refunds of a charge in another order', async () => {
    const refunds = [100, 250, 250].map((amount) => ({ kind: 'refund' as const, amount }))
    const theirs = refunds.map((one) => row(one)).reverse()
    expect(
      await compare(
        theirs,
        refunds.map((one) => entry(one)),
      ),
    ).toMatchObject({ findings: [] })
  })

  test('whatever they have, in whatever order', async () => {
    const money = fc.array(
      fc.record({
        kind: fc.constantFrom('payment' as const, 'refund' as const),
        gatewayId: fc.constantFrom('ch_1', 'ch_2', 'ch_3'),
        amount: fc.integer({ min: 1, max: 3 }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(money, fc.nat(), async (list, turn) => {
        const turned = [...list.slice(turn % 7), ...list.slice(0, turn % 7)]
        const report = await compare(list.map(row), turned.map(entry))
        expect(report).toMatchObject({ differs: false, findings: [] })
      }),
    )
  })
})

describe('a difference', () => {
  test('a payment that we do not know', async () => {
    const { differs, findings } = await compare([row()], [])
    expect(differs).toBe(true)
    expect(findings).toMatchObject([
      {
        kind: 'missing_here',
        gatewayId: 'ch_1',
        orderNo: null,
        amountHere: null,
        amountThere: 1250,
      },
    ])
  })

  test('a payment that Paymax does not have', async () => {
    const { differs, findings } = await compare([], [entry()])
    expect(differs).toBe(true)
    expect(findings).toMatchObject([
      { kind: 'missing_there', orderNo: 'A-1', amountHere: 1250, amountThere: null },
    ])
  })

  test('another amount', async () => {
    expect((await compare([row({ amount: 1251 })], [entry()])).findings).toMatchObject([
      { kind: 'other_amount', orderNo: 'A-1', amountHere: 1250, amountThere: 1251 },
    ])
  })

  test('paid there, and here a charge that was closed', async () => {
    const closed = entry({ status: 'closed', at: null })
    expect((await compare([row()], [closed])).findings).toMatchObject([
      { kind: 'other_status', orderNo: 'A-1', statusHere: 'closed', statusThere: '交易成功' },
    ])
  })

  test('refunded there, and here still under way', async () => {
    const refund = entry({ kind: 'refund', status: 'processing', at: null })
    expect((await compare([row(), row({ kind: 'refund' })], [entry(), refund])).findings).toEqual([
      expect.objectContaining({ kind: 'other_status', what: 'refund', statusHere: 'processing' }),
    ])
  })

  test('a status in words that nobody knows, whatever we hold', async () => {
    const strange = row({ kind: 'other', status: '转入退款' })
    expect((await compare([strange], [entry()])).findings).toMatchObject([
      { kind: 'other_status', orderNo: 'A-1', statusHere: 'succeeded', statusThere: '转入退款' },
    ])
    expect((await compare([strange], [])).findings).toMatchObject([
      { kind: 'other_status', orderNo: null, statusThere: '转入退款' },
    ])
  })

  test('a payment listed twice, with the order that it is said to be of', async () => {
    expect((await compare([row(), row()], [entry()])).findings).toMatchObject([
      { kind: 'missing_here', what: 'payment', orderNo: 'A-1' },
    ])
  })

  test('one refund where we made two', async () => {
    const refunds = [entry({ kind: 'refund' }), entry({ kind: 'refund' })]
    expect((await compare([row({ kind: 'refund' })], refunds)).findings).toMatchObject([
      { kind: 'missing_there', what: 'refund' },
    ])
  })

  test('a refund that is not taken for another one of another day', async () => {
    const earlier = entry({ kind: 'refund', amount: 100, at: noon - 3 * 86_400_000 })
    const report = await compare([row({ kind: 'refund', amount: 250 })], [earlier])
    expect(report.findings).toMatchObject([{ kind: 'missing_here', orderNo: 'A-1' }])
  })

  test('a statement that contradicts itself, though every row has its partner', async () => {
    const source: StatementSource = {
      statementOf: () =>
        Promise.resolve({
          outcome: 'answered',
          statement: { rows: [row()], contradictions: ['The summary counts 2.'] },
        }),
    }
    expect(await compareDay(source, booksOf([entry()]), day)).toMatchObject({
      report: { differs: true, findings: [] },
    })
  })
})

describe('around midnight in Beijing', () => {
  const justBefore = day.start - minute
  const justAfter = day.end + minute

  test.each([
    ['before the day', justBefore],
    ['after the day', justAfter],
  ])('a payment that we have a minute %s is no difference, and told', async (_, at) => {
    const { differs, findings } = await compare([row()], [entry({ at })])
    expect(differs).toBe(false)
    expect(findings).toMatchObject([{ kind: 'midnight', orderNo: 'A-1', at }])
  })

  test('a payment that we have hours from the day is a difference', async () => {
    const report = await compare([row()], [entry({ at: day.end + 60 * minute })])
    expect(report).toMatchObject({ differs: true, findings: [{ kind: 'other_day' }] })
  })

  test('another amount is a difference at any hour', async () => {
    const report = await compare([row({ amount: 1 })], [entry({ at: justAfter })])
    expect(report.findings).toMatchObject([{ kind: 'other_amount' }])
  })

  test.each([
    ['the day before', day.start + minute, '2026-10-31'],
    ['the day after', day.end - minute, '2026-11-02'],
  ])('what the statement of %s has is no difference', async (_, at, neighbour) => {
    const report = await compare([], [entry({ at })], { [neighbour]: [row()] })
    expect(report).toMatchObject({ differs: false, findings: [{ kind: 'midnight' }], unread: [] })
    expect(report.asked).toEqual([day.name, neighbour])
  })

  test('what a neighbouring statement has, but for money of its own day, is still missing', async () => {
    const ours = [
      entry({ kind: 'refund', at: day.end - minute }),
      entry({ kind: 'refund', at: day.end + 60 * minute }),
    ]
    const report = await compare([], ours, { '2026-11-02': [row({ kind: 'refund' })] })
    expect(report.findings).toMatchObject([{ kind: 'missing_there', what: 'refund' }])
  })

  test('what a neighbouring statement has of the middle of this day is still a difference', async () => {
    const ours = [entry({ gatewayId: 'ch_2' }), entry({ at: day.end - minute })]
    const theirs = [row(), row({ gatewayId: 'ch_2' })]
    const report = await compare([], ours, { '2026-11-02': theirs })
    expect(report.findings).toMatchObject([
      { kind: 'midnight', gatewayId: 'ch_1' },
      { kind: 'missing_there', gatewayId: 'ch_2' },
    ])
  })

  test('what could only be in a statement that is not there yet is missing until it is', async () => {
    const report = await compare([], [entry({ at: day.end - minute })])
    expect(report).toMatchObject({
      differs: true,
      findings: [{ kind: 'missing_there' }],
      unread: [{ day: '2026-11-02', failure: { code: 'ILLEGAL_ARGUMENT' } }],
    })
  })

  test('costs no download where nothing is missing', async () => {
    const { asked } = await compare([row()], [entry({ at: day.end - 1 })])
    expect(asked).toEqual([day.name])
  })

  test('costs no download for what is missing in the middle of the day', async () => {
    const { asked } = await compare([], [entry()])
    expect(asked).toEqual([day.name])
  })
})

describe('a day in Beijing', () => {
  test('begins eight hours before the day in Greenwich', () => {
    expect(beijingDay('2026-11-01')).toEqual({
      name: '2026-11-01',
      start: Date.parse('2026-10-31T16:00:00Z'),
      end: Date.parse('2026-11-01T16:00:00Z'),
    })
  })

  test.each(['2026-02-30', '2026-13-01', '20261101', '2026-11-1', '', 'yesterday', '2026-11-00'])(
    '%j is none',
    (name) => {
      expect(beijingDay(name)).toBeNull()
    },
  )

  test('holds every instant that is said to be of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_600_000_000_000, max: 4_000_000_000_000 }), (at) => {
        const found = beijingDayOf(at)
        expect(at >= found.start && at < found.end).toBe(true)
        expect(beijingDay(found.name)).toEqual(found)
      }),
    )
  })
})
