/** What a caller may do a minute is one limit, however many processes there are. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { defaultLimits } from '../../../server/config/limits'
import { createBudgets, type Budgets } from '../../../server/http/limits/budgets'
import { createShareLimits } from '../../../server/between-processes/share-rate-limits'
import { openDatabase } from '../../../server/store/engine/database'
import { migrate } from '../../../server/store/engine/migrate'
import { createLimitCounts, type Spending } from '../../../server/store/limit-counts'
import { openCheckout } from '../support/checkout'
import { freshDatabase } from '../support/databases'

const minute = 60_000

/** Processes that count for themselves and tell one another when the test says so. */
async function openProcesses(limit: number, count: number, secret = 'a secret of all') {
  const { location, drop } = await freshDatabase('postgres')
  const database = openDatabase(location)
  await migrate(database)
  onTestFinished(async () => {
    await database.db.destroy()
    await drop()
  })
  const time = { now: 30 * minute }
  const clock = {
    now: () => time.now,
    sleep: () => Promise.resolve(),
    every: () => () => undefined,
  }
  const counts = createLimitCounts(database.db)
  const processes = Array.from({ length: count }, () => {
    const budgets = createBudgets({ ...defaultLimits, payer: limit }, clock.now)
    const { share } = createShareLimits({ budgets, counts, clock, secret })
    const spends = (times: number, who = 'payer') =>
      Array.from({ length: times }, () => budgets.spend('payer', who)).filter(
        (left) => left === null,
      ).length
    return { share, spends }
  })
  const rows = () => database.db.selectFrom('limit_counts').selectAll().execute()
  return { processes, time, rows }
}

describe('a limit of several processes', () => {
  test('is spent by what all of them have counted', async () => {
    const { processes } = await openProcesses(20, 2)
    const [one, other] = processes
    expect([one?.spends(12), other?.spends(5)]).toEqual([12, 5])
    await one?.share()
    await other?.share()
    expect(other?.spends(20)).toBe(3)
    await other?.share()
    await one?.share()
    // Of what it has told itself nothing counts twice; it hears of the rest with the next that it spends.
    expect(one?.spends(20)).toBeLessThanOrEqual(8)
  })

  test('is there again in the next minute', async () => {
    const { processes, time, rows } = await openProcesses(20, 2)
    const [one, other] = processes
    one?.spends(20)
    await one?.share()
    other?.spends(2)
    await other?.share()
    expect(other?.spends(1)).toBe(0)
    time.now += minute
    expect(other?.spends(30)).toBe(20)
    await other?.share()
    time.now += minute
    await other?.share()
    expect((await rows()).map(({ minute: of }) => of)).toEqual([31])
  })

  test('of the next minute is counted from nothing at all of them', async () => {
    const { processes, time } = await openProcesses(20, 2)
    const [one, other] = processes
    one?.spends(12)
    await one?.share()
    time.now += minute
    expect([one?.spends(12), other?.spends(5)]).toEqual([12, 5])
    await one?.share()
    await other?.share()
    expect(one?.spends(3)).toBe(3)
    await one?.share()
    expect(one?.spends(20)).toBe(0)
  })

  test('costs who is not busy no row, and names nobody in it', async () => {
    const { processes, rows } = await openProcesses(100, 1)
    processes[0]?.spends(9, 'o_quiet')
    processes[0]?.spends(10, 'o_busy')
    await processes[0]?.share()
    const kept = await rows()
    expect(kept).toHaveLength(1)
    expect(JSON.stringify(kept)).not.toContain('o_busy')
    // Nor can it be guessed by who does not know the secret.
    const elsewhere = await openProcesses(100, 1, 'another secret')
    elsewhere.processes[0]?.spends(10, 'o_busy')
    await elsewhere.processes[0]?.share()
    expect((await elsewhere.rows())[0]?.who).not.toBe(kept[0]?.who)
  })
})

describe('sharing, a beat at a time', () => {
  /** A process whose database answers when it is told to, and whose beat is the test's. */
  function openBeating() {
    const time = { now: 30 * minute }
    const budgets = createBudgets({ ...defaultLimits, payer: 20 }, () => time.now)
    const told: Spending[][] = []
    let answer: (error?: Error) => void = () => {}
    let beat: () => void = () => {}
    const sharing = createShareLimits({
      budgets,
      clock: {
        now: () => time.now,
        sleep: () => Promise.resolve(),
        every(_ms, each) {
          beat = each
          return () => {
            beat = () => {}
          }
        },
      },
      secret: 'a secret of all',
      counts: {
        add: (_minute, spending) =>
          new Promise((resolve, reject) => {
            told.push([...spending])
            answer = (error) => (error ? reject(error) : resolve([...spending]))
          }),
        forget: () => Promise.resolve(),
      },
    })
    sharing.start()
    return {
      sharing,
      budgets,
      told,
      beat: () => beat(),
      answer: (error?: Error) => answer(error),
    }
  }
  const spend = (budgets: Budgets, who: string) => {
    for (let n = 0; n < 4; n += 1) budgets.spend('payer', who)
  }

  test('is one round at a time, which a stop waits for and no other follows', async () => {
    const { sharing, budgets, told, beat, answer } = openBeating()
    spend(budgets, 'one')
    beat()
    spend(budgets, 'other')
    beat()
    expect(told).toHaveLength(1)
    let isOver = false
    const stopped = sharing.stop().then(() => (isOver = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect(isOver).toBe(false)
    answer()
    await stopped
    beat()
    expect(told).toHaveLength(1)
  })

  test('loses nothing where the database does not take it: it is shared with the next', async () => {
    const { sharing, budgets, told, answer } = openBeating()
    spend(budgets, 'one')
    const failed = sharing.share()
    answer(new Error('gone'))
    await failed
    spend(budgets, 'one')
    const shared = sharing.share()
    answer()
    await shared
    expect(told.map((spending) => spending.map(({ spent }) => spent))).toEqual([[4], [8]])
    await sharing.share()
    expect(told).toHaveLength(2)
  })

  test('is of 500 callers in a statement, and of the others in the next', async () => {
    const { sharing, budgets, told, answer } = openBeating()
    for (let n = 0; n < 700; n += 1) spend(budgets, `payer${n}`)
    for (const rows of [500, 200]) {
      const shared = sharing.share()
      answer()
      await shared
      expect(told.at(-1)).toHaveLength(rows)
    }
    expect(new Set(told.flat().map(({ who }) => who)).size).toBe(700)
  })
})

test('a key that one process has let do nearly all is refused soon by another one', async () => {
  const checkout = await openCheckout('postgres', { LIMITS: 'key=200' })
  const other = await checkout.anotherProcess()
  checkout.freeze()
  const calls = Array.from({ length: 190 }, () => checkout.merchant.read('NONE'))
  expect((await Promise.all(calls)).every(({ status }) => status === 404)).toBe(true)
  let allowed = 0
  await expect
    .poll(
      async () => {
        const { status } = await other.merchant.read('NONE')
        if (status === 404) allowed += 1
        return status
      },
      { timeout: 15_000, interval: 50 },
    )
    .toBe(429)
  expect(allowed).toBeLessThan(150)
})

test('who is busy is named with the session secret: who has read the table cannot guess it', async () => {
  const checkout = await openCheckout('postgres', { LIMITS: 'key=20' })
  const other = await checkout.anotherProcess({ SESSION_SECRET: 'x'.repeat(64) })
  checkout.freeze()
  for (const { merchant } of [checkout, other]) {
    for (let n = 0; n < 5; n += 1) expect((await merchant.read('NONE')).status).toBe(404)
  }
  // One caller, and no name that both make of it.
  await expect.poll(() => checkout.rowsOf('limit_counts'), { timeout: 15_000 }).toBe(2)
})
