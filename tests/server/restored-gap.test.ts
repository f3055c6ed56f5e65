/** When the gateways have been asked about all since a backup, and what keeps them from having been. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { createHeldOrders } from '../../server/restored-backup/held-orders'
import { daysOf, type BackupGapRepository } from '../../server/restored-backup/backup-gap'
import { checkBackupGaps, type NamedSource } from '../../server/restored-backup/check-backup-gap'
import type { StatementOutcome } from '../../server/reconciliation/statement'
import { createBackupGapRepository } from '../../server/store/reporting/backup-gaps'
import { openDatabase } from '../../server/store/engine/database'
import { migrate } from '../../server/store/engine/migrate'
import { createRepository } from '../../server/store/repository'
import { freshDatabase, kinds, type Kind } from './support/databases'
import { answersTo, chargeRow, createdOf, orderRow, successOf, t0 } from './support/rows'
import { noAnswer, paid, payable, refusal, rulesOver } from './support/told-paymax'

const minute = 60_000
const hour = 60 * minute
const half = 30 * minute
const day = 24 * hour
/** Noon of a day in Beijing. */
const noon = Date.parse('2027-03-10T12:00:00+08:00')
const gap = { backupAt: noon, restoredAt: noon + hour, coversUntil: noon + 2 * hour }

const statement = (gatewayIds: readonly string[], contradictions: readonly string[] = []) => {
  const row = { kind: 'payment', amount: 1_000, status: 'SUCCEED' } as const
  const rows = gatewayIds.map((gatewayId) => ({ ...row, gatewayId }))
  return { outcome: 'answered', statement: { rows, contradictions } } as const
}
const notCome = { outcome: 'refused', failure: noAnswer.failure } as const

/** How long an order placed at a time is held where only statements tell, in ms. */
const holding = (gaps: BackupGapRepository, now: () => number) => {
  const held = createHeldOrders({
    gaps,
    now,
    numberedSince: 0,
    capabilities: { findsByOurNumber: false, usedNumberCode: null },
    ask: () => Promise.reject(new Error('nobody is asked by number')),
  })
  return async (createdAt: number) => {
    const told = await held({ order: { ...orderRow, createdAt }, last: null, refunded: 0 })
    return told && 'for' in told ? told.for : told
  }
}

/** A gap in a real store, and gateways whose statements and answers are said by the test. */
async function open(kind: Kind, gateways: readonly NamedSource['gateway'][] = ['paymax']) {
  const { location, drop } = await freshDatabase(kind)
  const database = openDatabase(location)
  await migrate(database)
  onTestFinished(async () => {
    await database.db.destroy()
    await drop()
  })
  const gaps = createBackupGapRepository(database.db)
  await gaps.begin(gap)
  const says: {
    statement: StatementOutcome
    query: 'paid' | 'open' | 'nothing' | 'no' | 'denied'
  } = {
    statement: statement([]),
    query: 'paid',
  }
  const [asked, read, closed]: [string[], string[], string[]] = [[], [], []]
  const answers = {
    paid: { outcome: 'answered', charge: paid },
    open: { outcome: 'answered', charge: payable },
    nothing: noAnswer,
    no: refusal,
    denied: { ...refusal, outcome: 'denied' },
  } as const
  const repository = createRepository(database.db)
  const rules = rulesOver(
    repository,
    { charge: payable },
    {
      queryCharge: (gatewayId) => {
        asked.push(gatewayId)
        return Promise.resolve(answers[says.query])
      },
    },
  )
  const openSources = () =>
    gateways.map((gateway) => ({
      gateway,
      statementOf: ({ name }: { readonly name: string }) => {
        read.push(`${gateway} ${name}`)
        const isFirst = gateway === gateways[0]
        return Promise.resolve(isFirst ? says.statement : statement([]))
      },
      close: () => Promise.resolve(void closed.push(gateway)),
    }))
  let at = noon
  const clock = { ...rules.deps.clock, now: () => at }
  const round = async () => {
    await checkBackupGaps({ ...rules.deps, clock, gaps, openSources })
    return (await gaps.open()).length === 0
  }
  const moveTo = (time: number) => void (at = time)
  /** The charge of which `payable` and `paid` tell, with its order. */
  const place = async () => {
    const { chargeId } = chargeRow
    await repository.insertOrder(orderRow)
    await repository.beginCharge(chargeRow, null, t0)
    await repository.chargeCreated(chargeId, createdOf(chargeId))
    const pay = () => repository.recordSuccess(chargeId, successOf(chargeId), answersTo(chargeRow))
    return { gatewayId: payable.gatewayId, pay }
  }
  return {
    gaps,
    place,
    says,
    asked,
    read,
    closed,
    round,
    moveTo,
    advance: (ms: number) => void (at += ms),
  }
}

/** Eleven in the morning after: the statement is there. */
const afterIt = Date.parse('2027-03-11T11:00:00+08:00')

describe.each(kinds)('what came since a backup, on the %s database', (kind) => {
  test('is asked about once its statement is there, and not before', async () => {
    const { round, moveTo, read, closed } = await open(kind)
    moveTo(afterIt - 1)
    expect([await round(), read]).toEqual([false, []])
    moveTo(afterIt)
    expect([await round(), read]).toEqual([true, ['paymax 2027-03-10']])
    expect(closed).toEqual(['paymax'])
    moveTo(afterIt + day)
    expect([await round(), read]).toEqual([true, ['paymax 2027-03-10']])
  })

  test.each<[string, StatementOutcome, 'paid' | 'open' | 'nothing' | 'no']>([
    ['a statement that did not come', notCome, 'paid'],
    ['a statement that contradicts itself', statement([], ['a row too few']), 'paid'],
    ['a payment about which the gateway said nothing', statement(['ch_1']), 'nothing'],
    ['a payment about which the gateway will not tell', statement(['ch_1']), 'no'],
  ])('is not all asked about with %s: half an hour later it is tried again', async (...given) => {
    const [, said, query] = given
    const { round, moveTo, advance, says, read, asked } = await open(kind)
    moveTo(afterIt)
    Object.assign(says, { statement: said, query })
    expect(await round()).toBe(false)
    Object.assign(says, { statement: statement(['ch_1']), query: 'paid' })
    advance(half - 1)
    expect([await round(), read.length]).toEqual([false, 1])
    advance(1)
    expect([await round(), read.length]).toEqual([true, 2])
    expect(asked.at(-1)).toBe('ch_1')
  })

  test.each(['open', 'denied'] as const)(
    'is not all asked about with a payment of ours that the gateway calls %s',
    async (query) => {
      const { round, moveTo, says, place } = await open(kind)
      const { gatewayId } = await place()
      moveTo(afterIt)
      Object.assign(says, { statement: statement([gatewayId]), query })
      expect(await round()).toBe(false)
    },
  )

  test('needs no answer about a payment that the books have', async () => {
    const { round, moveTo, says, place, asked } = await open(kind)
    const { gatewayId, pay } = await place()
    await pay()
    moveTo(afterIt)
    Object.assign(says, { statement: statement([gatewayId]), query: 'nothing' })
    expect(await round()).toBe(true)
    expect(asked).toEqual([])
  })

  test('is asked of every gateway, each until it has answered', async () => {
    const { round, moveTo, advance, says, read, closed } = await open(kind, ['paymax', 'wechatpay'])
    moveTo(afterIt)
    says.statement = notCome
    expect(await round()).toBe(false)
    says.statement = statement([])
    advance(half)
    expect(await round()).toBe(true)
    expect(read).toEqual(['paymax 2027-03-10', 'wechatpay 2027-03-10', 'paymax 2027-03-10'])
    expect(closed).toEqual(['paymax', 'wechatpay', 'paymax', 'wechatpay'])
  })

  test('is kept once: a start that is told of the same backup again changes nothing', async () => {
    const { gaps, round, moveTo } = await open(kind)
    await gaps.begin({ ...gap, restoredAt: gap.restoredAt + day, coversUntil: noon + 9 * day })
    expect(await gaps.open()).toEqual([gap])
    moveTo(afterIt)
    expect(await round()).toBe(true)
    await gaps.begin({ ...gap, restoredAt: gap.restoredAt + day })
    expect(await gaps.open()).toEqual([])
  })

  test('holds the orders of the backup until then, and never one that was placed since', async () => {
    const { gaps, round, moveTo } = await open(kind)
    let at = noon
    const from = holding(gaps, () => at)
    expect(await from(gap.restoredAt)).toBeNull()
    expect(await from(gap.restoredAt - 1)).toBe(5 * minute)
    at = afterIt - minute
    expect(await from(noon - day)).toBe(minute)
    at = afterIt + hour
    expect(await from(noon - day)).toBe(minute / 2)
    moveTo(afterIt)
    expect(await round()).toBe(true)
    expect(await from(noon - day)).toBeNull()
  })

  test('says when an order can be paid, and once that is late, when to ask again', async () => {
    const { gaps } = await open(kind)
    let at = noon
    const deps = { gaps, now: () => at, numberedSince: 0, ask: () => Promise.reject(new Error()) }
    const capabilities = { findsByOurNumber: false, usedNumberCode: null }
    const held = createHeldOrders({ ...deps, capabilities })
    const older = { order: { ...orderRow, createdAt: noon }, last: null, refunded: 0 }
    expect(await held(older)).toEqual({ for: 5 * minute, until: afterIt })
    at = afterIt + hour
    expect(await held(older)).toEqual({ for: minute / 2, until: at + minute / 2 })
  })

  test('is of one gap for each backup that was put back, and the last one to end holds', async () => {
    const { gaps } = await open(kind)
    const earlier = { backupAt: noon - day, restoredAt: noon - day, coversUntil: noon - day + hour }
    await gaps.begin(earlier)
    const heldFor = holding(gaps, () => afterIt - 4 * minute)
    const held = () => heldFor(noon - 2 * day)
    expect(await held()).toBe(4 * minute)
    await gaps.end(earlier, noon)
    expect(await held()).toBe(4 * minute)
    await gaps.end(gap, noon)
    expect(await held()).toBeNull()
  })
})

test.each([
  ['2027-03-10T12:00+08:00', '2027-03-10T13:00+08:00', ['2027-03-10']],
  // Clocks are ten minutes apart.
  ['2027-03-10T00:09+08:00', '2027-03-10T13:00+08:00', ['2027-03-09', '2027-03-10']],
  ['2027-03-10T12:00+08:00', '2027-03-10T23:51+08:00', ['2027-03-10', '2027-03-11']],
  ['2027-03-10T12:00+08:00', '2027-03-12T01:00+08:00', ['2027-03-10', '2027-03-11', '2027-03-12']],
])('from %s to %s the statements of %j are read', (from, to, days) => {
  const backupAt = Date.parse(from)
  const found = daysOf({ backupAt, restoredAt: backupAt, coversUntil: Date.parse(to) })
  expect(found.map(({ name }) => name)).toEqual(days)
})
