/** Who waits for a payment has the gateway asked, but not so often that webhooks would wait for it. */
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createInFlight } from '../../server/payments/events/in-flight'
import type { ChargeRecord } from '../../server/payments/core/records'
import { createQueryQueue } from '../../server/payments/status/query-queue'
import { openCheckout } from './support/checkout'
import { chargeRow } from './support/rows'

const live = (n: number): ChargeRecord => ({
  ...chargeRow,
  chargeId: `c${n}`,
  gatewayId: `ch_${n}`,
  status: 'live',
})

/** Queries that are not answered until the test lets them go: then each fails. */
async function open() {
  const { backend } = await openCheckout('embedded')
  const { payments } = backend
  const asked: string[] = []
  const read: string[] = []
  const log: string[] = []
  let letGo = () => {}
  const until = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const paymax: typeof payments.gateways.paymax = {
    ...payments.gateways.paymax,
    async queryCharge(gatewayId) {
      asked.push(gatewayId)
      await until
      throw new Error('no good')
    },
  }
  const repository: typeof payments.repository = {
    ...payments.repository,
    takeTurn: () => Promise.resolve(true),
    chargeById(chargeId) {
      read.push(chargeId)
      return Promise.resolve({ ...live(1), chargeId, status: 'succeeded' })
    },
  }
  const inFlight = createInFlight()
  const queue = createQueryQueue(
    {
      ...payments,
      repository,
      gateways: { ...payments.gateways, paymax },
      log: pino({}, { write: (line: string) => void log.push(line) }),
    },
    inFlight,
  )
  return { queue, inFlight, asked, read, log, letGo: () => letGo() }
}

test('no more than 32 are asked at once for those who can wait; who cannot is asked for all the same', async () => {
  const { queue, asked, letGo } = await open()
  const patient = Array.from({ length: 40 }, (_, n) => queue(live(n), 'unless busy'))
  const must = queue(live(100))
  await expect.poll(() => asked).toContain('ch_100')
  expect(asked).toHaveLength(33)
  letGo()
  await Promise.all([...patient, must])
  // Each has given its place back.
  await queue(live(101), 'unless busy')
  expect(asked).toHaveLength(34)
})

test('one that fails is told, and rejects nobody’s request', async () => {
  const { queue, log, letGo } = await open()
  letGo()
  await expect(queue(live(1))).resolves.toBeUndefined()
  expect(log).toHaveLength(1)
  expect(JSON.parse(log[0] ?? '')).toMatchObject({
    level: 50,
    err: { message: 'no good' },
    msg: 'a queued query failed',
  })
})

test('a webhook that is being applied is waited for, and what it has said is not asked again', async () => {
  const { queue, inFlight, asked, read } = await open()
  let applied = () => {}
  void inFlight.note(
    'c1',
    new Promise((resolve) => {
      applied = resolve
    }),
  )
  const queued = queue(live(1))
  // Of another charge it is no word.
  void queue(live(2))
  await expect.poll(() => asked).toEqual(['ch_2'])
  expect(read).toEqual([])
  applied()
  await queued
  expect([asked, read]).toEqual([['ch_2'], ['c1']])
})

test('nobody is asked about an order without a charge', async () => {
  const { queue, asked, log } = await open()
  await queue(null)
  expect([asked, log]).toEqual([[], []])
})
