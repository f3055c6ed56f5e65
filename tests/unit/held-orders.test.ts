/** Which orders of a backup that was put back wait, and what is asked about them by our own numbers. */
import { describe, expect, test } from 'vitest'
import { askByNumber, type NumberDeps } from '../../server/restored-backup/ask-by-number'
import { createHeldOrders, type HeldDeps } from '../../server/restored-backup/held-orders'
import type { OrderWithLastCharge } from '../../server/payments/core/order-repository'
import type { ChargeRecord, OrderRecord } from '../../server/payments/core/records'

const minute = 60_000
const day = 24 * 60 * minute
const backupAt = Date.parse('2027-03-10T12:00:00+08:00')
const restoredAt = backupAt + 60 * minute
const gap = { backupAt, restoredAt, coversUntil: restoredAt + 60 * minute }

/** A person decides. */
const paid = { for: 5 * minute, until: null }
const untilStatement = { for: 5 * minute, until: Date.parse('2027-03-11T11:00:00+08:00') }

const order = { orderNo: 'N', source: 'merchant', createdAt: backupAt, lastChargeId: null }
const found = (changed: object = {}, last: object | null = null): OrderWithLastCharge => ({
  order: { ...order, ...changed } as OrderRecord,
  last: last as ChargeRecord | null,
  refunded: 0,
})

function open(changed: Partial<HeldDeps> = {}) {
  const asked: string[] = []
  let looks = 0
  let gaps = [gap]
  const held = createHeldOrders({
    gaps: {
      open: () => {
        looks += 1
        return Promise.resolve(gaps)
      },
    },
    now: () => restoredAt,
    numberedSince: 0,
    capabilities: { findsByOurNumber: true, usedNumberCode: null },
    ask: ({ orderNo }) => {
      asked.push(orderNo)
      return Promise.resolve('paid')
    },
    ...changed,
  })
  return { held, asked, looks: () => looks, over: () => (gaps = []) }
}

describe('where the gateway is asked by our numbers', () => {
  test('what was paid or is unclear waits, and else the next number is told', async () => {
    const says = (answer: Awaited<ReturnType<HeldDeps['ask']>>) =>
      open({ ask: () => Promise.resolve(answer) }).held(found())
    expect(await says('paid')).toEqual(paid)
    expect(await says('unclear')).toEqual({ for: minute / 2, until: restoredAt + minute / 2 })
    expect(await says({ after: 'c3' })).toEqual({ after: 'c3' })
  })

  test.each<[string, OrderWithLastCharge, boolean]>([
    ['an order of the backup', found(), true],
    ['one that its payer placed since', found({ createdAt: restoredAt, source: 'item' }), false],
    ['one that its shop placed since', found({ createdAt: restoredAt }), true],
    ['one that was charged since', found({}, { createdAt: restoredAt }), false],
    ['one that was charged before', found({}, { createdAt: restoredAt - 1 }), true],
  ])('%s', async (_, which, isAsked) => {
    const { held, asked } = open()
    expect(await held(which)).toEqual(isAsked ? paid : null)
    expect(asked).toEqual(isAsked ? ['N'] : [])
  })

  test('nobody is asked while numbers of the build before may be random', async () => {
    const { held, asked } = open({ numberedSince: backupAt - day + 1 })
    expect(await held(found())).toEqual(untilStatement)
    expect(asked).toEqual([])
    const later = open({ numberedSince: backupAt - day })
    await later.held(found())
    expect(later.asked).toEqual(['N'])
  })
})

describe('where the statement tells', () => {
  const capabilities = { findsByOurNumber: false, usedNumberCode: 'USED' }
  const failed = (code: string, createdAt: number) => ({ createdAt, failure: { code } })

  test.each<[string, object | null, boolean]>([
    ['was not charged', null, false],
    ['had a number that was used before', failed('USED', restoredAt), true],
    ['had another failure', failed('OTHER', restoredAt), false],
    ['had that before the restore', failed('USED', restoredAt - 1), false],
  ])('an order placed since that %s', async (_, last, isHeld) => {
    const { held } = open({ capabilities })
    const answer = await held(found({ createdAt: restoredAt }, last))
    expect(answer).toEqual(isHeld ? untilStatement : null)
  })
})

test('the store is looked at until no gap is open, and then never again', async () => {
  const { held, looks, over } = open()
  await held(found())
  await held(found())
  expect(looks()).toBe(2)
  over()
  expect(await held(found())).toBeNull()
  expect(await held(found())).toBeNull()
  expect(looks()).toBe(3)
})

/** Numbers are 1, 2, 3 …; the gateway knows what is told here. */
function asking(known: Readonly<Record<number, 'closed' | 'processing' | 'no answer'>>) {
  const states = new Map(Object.entries(known))
  const calls: string[] = []
  const failure = { code: 'x' }
  const queryCharge = (number: string) => {
    calls.push(number)
    const status = states.get(number)
    if (status === undefined) return Promise.resolve({ outcome: 'denied', failure })
    if (status === 'no answer') return Promise.resolve({ outcome: 'lost', failure })
    return Promise.resolve({ outcome: 'answered', charge: { status, chargeNumber: number } })
  }
  const closeCharge = (number: string) => {
    calls.push(`close ${number}`)
    states.set(number, 'closed')
    return Promise.resolve({ outcome: 'closed' })
  }
  const deps = {
    terms: { gateway: 'wechatpay' },
    clock: { now: () => 0 },
    outages: { warn: () => undefined },
    chargeIdAfter: (_orderNo: string, last: string | null) => String(Number(last ?? '0') + 1),
    gateways: { wechatpay: { queryCharge, closeCharge } },
  } as unknown as NumberDeps
  return { calls, ask: () => askByNumber(deps, order as OrderRecord) }
}

describe('asked by our numbers', () => {
  test('a dozen that are unknown end the search', async () => {
    const { ask, calls } = asking({ 13: 'closed' })
    expect(await ask()).toEqual({ after: null })
    expect(calls).toHaveLength(12)
  })

  test('the last one that is known is what the next follows, however many failed before it', async () => {
    expect(await asking({ 12: 'closed' }).ask()).toEqual({ after: '12' })
    expect(await asking({ 1: 'closed', 13: 'closed', 25: 'closed' }).ask()).toEqual({ after: '25' })
  })

  test('one that can still be paid is closed, and asked about again', async () => {
    const { ask, calls } = asking({ 2: 'processing' })
    expect(await ask()).toEqual({ after: '2' })
    const of2 = calls.filter((call) => call.endsWith('2') && !call.endsWith('12'))
    expect(of2).toEqual(['2', 'close 2', '2'])
  })

  test('one without an answer leaves it unclear', async () => {
    expect(await asking({ 1: 'closed', 5: 'no answer' }).ask()).toBe('unclear')
  })

  test('without an end it is unclear', async () => {
    const all = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [n, 'closed' as const]))
    expect(await asking(all).ask()).toBe('unclear')
  })
})
