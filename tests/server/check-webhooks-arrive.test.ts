/** A door that is shut to webhooks is noticed while payments still come to light by query. */
import { pino } from 'pino'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '../../server/runtime/clock'
import { openDatabase } from '../../server/store/engine/database'
import { migrate } from '../../server/store/engine/migrate'
import { monitorWebhooks } from '../../server/scheduled/check-webhooks-arrive'
import type { GatewayName } from '../../server/payments/core/records'
import { freshDatabase, kinds } from './support/databases'
import { chargedOrder, type ChargedOrder } from './support/paid-order'

const hour = 3_600_000

describe.each(kinds)('the watch for webhooks, on the %s database', (kind) => {
  async function open() {
    const database = await freshDatabase(kind)
    const checkout = await chargedOrder(kind, {}, {}, { database })
    const { db } = openDatabase(database.location)
    onTestFinished(() => db.destroy())
    const log: string[] = []
    const watch = monitorWebhooks(db, ['paymax', 'wechatpay'], {
      clock: { ...systemClock, now: checkout.now },
      log: pino({}, { write: (line: string) => void log.push(line) }),
    })
    return { checkout, watch, log }
  }

  const payUnnoticed = async ({ sandbox, charge, payment, reads }: ChargedOrder) => {
    sandbox.paymax.pay(charge.chargeId)
    await payment()
    await reads({ status: 'paid' })
  }

  test('warns and counts once an hour has passed with payments and without one', async () => {
    const { checkout, watch, log } = await open()
    await payUnnoticed(checkout)
    await watch.look()
    expect(log).toEqual([])
    checkout.advance(hour)
    await watch.look()
    expect(log).toHaveLength(1)
    expect(log[0]).toContain('"gateway":"paymax","payments":1')
    expect([...watch.counter.counts]).toEqual([
      ['paymax', 1],
      ['wechatpay', 0],
    ])
  })

  const toldBy = async (checkout: ChargedOrder, gateway: GatewayName, receivedAt: number) => {
    const unread = { key: 'k', rawBody: Buffer.from('{}'), headers: {}, receivedAt, gateway }
    // Nobody takes it up meanwhile.
    await checkout.backend.payments.repository.keepWebhook(unread, checkout.now() + 24 * hour)
  }

  test('is not eased by a webhook of the other gateway', async () => {
    const { checkout, watch } = await open()
    await payUnnoticed(checkout)
    checkout.advance(hour)
    await toldBy(checkout, 'wechatpay', checkout.now())
    await watch.look()
    expect(watch.counter.counts.get('paymax')).toBe(1)
  })

  test.each([
    [9, 0],
    [11, 1],
  ])('a webhook %i minutes before the payment: %i hours', async (minutes, hours) => {
    const { checkout, watch } = await open()
    await toldBy(checkout, 'paymax', checkout.now() - minutes * 60_000)
    await payUnnoticed(checkout)
    checkout.advance(hour)
    await watch.look()
    expect(watch.counter.counts.get('paymax')).toBe(hours)
  })

  test('says nothing where the webhook came, however late it is looked', async () => {
    const { checkout, watch, log } = await open()
    await payUnnoticed(checkout)
    await checkout.sandbox.paymax.flushWebhooks()
    for (const later of [hour, 24 * hour]) {
      checkout.advance(later)
      await watch.look()
    }
    expect(log).toEqual([])
  })
})

test('looks once an hour for as long as the backend runs', async () => {
  // Each hour is told by hand; nothing else of the backend is needed that goes by a beat.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const checkout = await chargedOrder('embedded')
  const { charge, sandbox, log, payment, reads, advance } = checkout
  const said = (message: string) => log.filter((line) => line.includes(message)).length
  sandbox.paymax.pay(charge.chargeId)
  await payment()
  await reads({ status: 'paid' })
  advance(hour)
  vi.advanceTimersByTime(hour)
  await vi.waitFor(() => expect(said('no webhooks arrive')).toBe(1))
  await checkout.backend.close()
  Object.assign(checkout.backend, { close: () => Promise.resolve() })
  // Nor does anything else look for what a closed database no longer has.
  expect(vi.getTimerCount()).toBe(0)
})

test('a look that fails is told, and the next one is made', async () => {
  const { location, drop } = await freshDatabase('embedded')
  onTestFinished(drop)
  const { db } = openDatabase(location)
  const log: string[] = []
  const watch = monitorWebhooks(db, ['paymax'], {
    clock: systemClock,
    log: pino({}, { write: (line: string) => void log.push(line) }),
  })
  // Nothing is in it yet.
  await watch.look()
  await watch.look()
  expect(log.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'checking for missing webhooks failed',
    'checking for missing webhooks failed',
  ])
  await db.destroy()
})

test('a stop waits for the look that is under way', async () => {
  const { location, drop } = await freshDatabase('embedded')
  const opened = openDatabase(location)
  await migrate(opened)
  onTestFinished(async () => {
    await opened.db.destroy()
    await drop()
  })
  let [beat, answer, isAsked, isOver] = [() => {}, () => {}, false, false]
  const answered = new Promise<void>((resolve) => {
    answer = resolve
  })
  const db = opened.db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      isAsked = true
      await answered
      return result
    },
  })
  const watch = monitorWebhooks(db, ['paymax'], {
    clock: {
      ...systemClock,
      every(_ms, each) {
        beat = each
        return () => undefined
      },
    },
    log: pino({ level: 'silent' }),
  })
  watch.start()
  beat()
  const stopped = watch.stop().then(() => (isOver = true))
  await expect.poll(() => isAsked).toBe(true)
  expect(isOver).toBe(false)
  answer()
  await stopped
})

test('is one of the metrics, by its name', async () => {
  const { merchant } = await chargedOrder('embedded')
  expect(await merchant.metrics()).toContain('checkout_hours_without_webhooks_total')
})
