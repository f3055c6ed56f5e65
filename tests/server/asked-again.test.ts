/** What is told while somebody looks, and what fails once, is looked at and asked about again. */
import { describe, expect, test } from 'vitest'
import { createPacedQuery } from '../../server/payments/reports/query-charge'
import type { Repository } from '../../server/payments/core/repository'
import { createLongPoll, type OrderReading } from '../../server/payments/status/long-poll'
import { kinds } from './support/databases'
import { chargeRow, withALiveCharge } from './support/rows'
import { paid, payable, rulesOver } from './support/told-paymax'

const order = 'order'
const later: OrderReading = { nextLookAt: Number.MAX_SAFE_INTEGER, charge: null }

/** A watch whose looks end when the test says so. */
function watchByHand() {
  const looks: { orders: readonly string[]; end: (found: OrderReading) => void }[] = []
  const beats: (() => void)[] = []
  const clock = {
    now: () => 0,
    sleep: () => Promise.resolve(),
    every: (_ms: number, beat: () => void) => {
      beats.push(beat)
      return () => undefined
    },
  }
  const watch = createLongPoll(clock, {
    look: (orders) =>
      new Promise((resolve) => {
        const end = (found: OrderReading) => resolve(new Map(orders.map((id) => [id, found])))
        looks.push({ orders, end })
      }),
    ask: () => Promise.resolve(),
  })
  /** @returns how it stands with who waits for this order */
  function wait(orderId: string) {
    const waiting = { isOver: false }
    void watch.wait(orderId, 25_000, new AbortController().signal).then(() => {
      waiting.isOver = true
    })
    return waiting
  }
  return { watch, looks, wait, onBeat: () => beats.forEach((beat) => beat()) }
}

/** After everything that is applied has been heard. */
const heard = () => new Promise((resolve) => setImmediate(resolve))

describe('a long poll', () => {
  test('that is told of a change while it is looking looks again, and ends by what it sees then', async () => {
    const { watch, looks, wait, onBeat } = watchByHand()
    const waiting = wait(order)
    onBeat()
    watch.changed(order)
    expect(looks).toHaveLength(1)
    looks[0]?.end(later)
    await heard()
    expect(looks.map(({ orders }) => orders)).toEqual([[order], [order]])
    looks[1]?.end('final')
    await heard()
    expect(waiting.isOver).toBe(true)
  })

  test('looks again for each change that comes while it looks again', async () => {
    const { watch, looks, wait } = watchByHand()
    wait(order)
    watch.changed(order)
    for (const round of [0, 1, 2]) {
      watch.changed(order)
      looks[round]?.end(later)
      await heard()
    }
    expect(looks).toHaveLength(4)
  })

  test('looks again for the order that changed, and not for all that were looked at with it', async () => {
    const { watch, looks, wait, onBeat } = watchByHand()
    for (const orderId of ['first', 'second', 'third']) wait(orderId)
    onBeat()
    watch.changed('second')
    looks[0]?.end(later)
    await heard()
    expect(looks.map(({ orders }) => orders)).toEqual([['first', 'second', 'third'], ['second']])
  })

  test('that was told of nothing while it was looking looks no more before its time', async () => {
    const { looks, wait, onBeat } = watchByHand()
    wait(order)
    onBeat()
    looks[0]?.end(later)
    await heard()
    onBeat()
    expect(looks).toHaveLength(1)
  })
})

describe.each(kinds)('an asking that failed once, on the %s database', (kind) => {
  test.each(['the gateway', 'the store'] as const)(
    'because of %s is asked again when its turn comes, by who waits for the same charge',
    async (which) => {
      const repository = await withALiveCharge(kind)
      let fails = true
      let queries = 0
      const failing: Repository = {
        ...repository,
        takeTurn: (...turn) =>
          fails && which === 'the store'
            ? Promise.reject(new Error('no store'))
            : repository.takeTurn(...turn),
      }
      const rules = rulesOver(
        failing,
        { charge: payable },
        {
          queryCharge: () => {
            queries += 1
            return fails
              ? Promise.reject(new Error('no gateway'))
              : Promise.resolve({ outcome: 'answered', charge: paid })
          },
        },
      )
      const ask = createPacedQuery(rules.deps)
      const charge = await repository.chargeById(chargeRow.chargeId)
      const both = await Promise.allSettled([ask(charge), ask(charge)])
      expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      const before = queries
      fails = false
      rules.advance(2_000)
      await ask(charge)
      expect(queries).toBe(before + 1)
      expect((await repository.chargeById(chargeRow.chargeId))?.status).toBe('succeeded')
    },
  )
})
