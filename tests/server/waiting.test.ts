import { describe, expect, test } from 'vitest'
import type { Repository } from '../../server/payments/core/repository'
import { readInterval } from '../../server/payments/status/read-interval'
import { createStatusReader } from '../../server/payments/status/read-statuses'
import { createLongPoll } from '../../server/payments/status/long-poll'
import { kinds } from './support/databases'
import { openRepositories, orderRow } from './support/rows'
import { payable, rulesOver } from './support/told-paymax'

const beat = 250

/** Counts the statements of who reads one at a time: each verb of the repository used here is one. */
function counted(repository: Repository): { repository: Repository; statements: () => number } {
  let statements = 0
  const handler: ProxyHandler<Repository> = {
    get(target, name, receiver) {
      statements += 1
      return Reflect.get(target, name, receiver) as unknown
    },
  }
  return { repository: new Proxy(repository, handler), statements: () => statements }
}

/** So many who wait, each for an order of their own or all for one, for ten seconds set by hand. */
async function tenSeconds(repository: Repository, orderIds: readonly string[]) {
  const count = counted(repository)
  const rules = rulesOver(count.repository, { charge: payable })
  const beats: (() => void)[] = []
  const clock = {
    ...rules.deps.clock,
    every: (_ms: number, onBeat: () => void) => {
      beats.push(onBeat)
      return () => undefined
    },
  }
  const look = createStatusReader(rules.deps, readInterval.postgres)
  let looking: Promise<unknown> = Promise.resolve()
  const watch = createLongPoll(clock, {
    look: (orders) => {
      const looked = look(orders)
      looking = looked
      return looked
    },
    ask: () => Promise.reject(new Error('there is no charge to ask about')),
  })
  const until = rules.now() + 25_000
  const waits = orderIds.map((id) => watch.wait(id, until, new AbortController().signal))
  for (let passed = 0; passed < 10_000; passed += beat) {
    for (const onBeat of beats) onBeat()
    await looking
    rules.advance(beat)
  }
  watch.releaseEveryone()
  await Promise.all(waits)
  return { statements: count.statements(), timers: beats.length }
}

describe.each(kinds)('waiting, on the %s database', (kind) => {
  test('costs no statement and no timer more for two hundred than for one', async () => {
    const [repository] = await openRepositories(kind, 1)
    const orders = Array.from({ length: 200 }, (_, n) => `order${n}`)
    for (const orderId of orders)
      await repository.insertOrder({ ...orderRow, orderId, orderNo: orderId })
    const one = await tenSeconds(repository, orders.slice(0, 1))
    expect(one).toEqual({ statements: 10, timers: 1 })
    expect(await tenSeconds(repository, orders)).toEqual(one)
    expect(await tenSeconds(repository, Array<string>(200).fill('order0'))).toEqual(one)
  })
})
