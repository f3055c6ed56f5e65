/** What addresses that fail cost is bounded, and whoever answers does not wait for it. */
import { randomBytes } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { NotificationQueue } from '../../../server/notifications/notification-queue'
import { createOutbox } from '../../../server/notifications/outbox'
import type { Answer } from '../../../server/notifications/post'
import { startSender } from '../../../server/notifications/sender'
import { openDatabase } from '../../../server/store/engine/database'
import { migrate } from '../../../server/store/engine/migrate'
import { createNotificationQueue } from '../../../server/store/notifications/notification-queue'
import { createRepository } from '../../../server/store/repository'
import { openCheckout } from '../support/checkout'
import { freshDatabase, kinds, type Kind } from '../support/databases'
import { holdRows } from '../support/held-rows'
import { orderRow, t0 } from '../support/rows'
import { answering, openShop, toShops } from './shop'

test('a shop is told while the statements for one that fails stand behind a lock', async () => {
  const [shop, failing] = [await openShop(), await openShop()]
  failing.answer = answering(500)
  const database = await freshDatabase('postgres')
  const checkout = await openCheckout('postgres', toShops, { database })
  const { db } = openDatabase(database.location)
  onTestFinished(() => db.destroy())
  const closedFor = async (notifyUrl: string) => {
    const order = await checkout.merchant.placed({ notifyUrl })
    await checkout.merchant.close(order.orderNo)
  }
  const rows = () =>
    db.selectFrom('notifications').select(['lane', 'status']).orderBy('created_at').execute()
  await closedFor(failing.url)
  await expect.poll(rows, { timeout: 5_000 }).toMatchObject([{ lane: 1 }])
  const held = await holdRows(database.location, 'notifications where lane = 1')
  checkout.advance(10_000)
  await held.stoodBehind(1)
  await closedFor(shop.url)
  await expect.poll(shop.types, { timeout: 4_000 }).toEqual(['order.closed'])
  expect(failing.received).toHaveLength(1)
  failing.answer = answering(204)
  await held.release()
  await expect
    .poll(rows, { timeout: 5_000 })
    .toMatchObject([{ status: 'delivered' }, { status: 'delivered' }])
})

const refused: Answer = { status: 500, error: null, answer: '' }
const taken: Answer = { status: 204, error: null, answer: '' }

/** A sender whose clock, beat and posts are the test's, and the real database. */
async function openSender(
  kind: Kind,
  answer: (url: string) => Promise<Answer>,
  changed: (queue: NotificationQueue) => Partial<NotificationQueue> = () => ({}),
) {
  const database = await freshDatabase(kind)
  const opened = openDatabase(database.location)
  await migrate(opened)
  let now = t0
  let beat = () => {}
  const queue = createNotificationQueue(opened.db)
  const sent: string[] = []
  const outcomes: string[] = []
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  const sender = startSender({
    queue: { ...queue, ...changed(queue) },
    post: {
      send(url) {
        sent.push(url)
        return answer(url)
      },
    },
    sign: () => ({ 'webhook-id': '', 'webhook-timestamp': '', 'webhook-signature': '' }),
    clock: {
      now: () => now,
      sleep: () => Promise.resolve(),
      every(_ms, work) {
        beat = work
        return () => undefined
      },
    },
    random: randomBytes,
    log: silent,
    tried: (_notification, { outcome }) => void outcomes.push(outcome.kind),
  })
  onTestFinished(async () => {
    await sender.stop()
    await opened.db.destroy()
    await database.drop()
  })
  const repository = createRepository(
    opened.db,
    createOutbox({
      now: () => now,
      random: randomBytes,
      defaultUrl: null,
      describeOrder: ({ order }) => ({ orderNo: order.orderNo }),
      wake: () => sender.wake(),
    }),
  )
  const close = async (orderId: string) => {
    const notifyUrl = `https://shop.example.com/${orderId}`
    await repository.insertOrder({ ...orderRow, orderId, orderNo: orderId, notifyUrl })
    await repository.closeOrder(orderId, null)
  }
  const pass = (ms: number) => {
    now += ms
    beat()
  }
  return { close, pass, sent, outcomes }
}

const forty = Array.from({ length: 40 }, (_, n) => `dead${n}`)

describe.each(kinds)('with the %s database', (kind) => {
  test('of addresses that fail, sixteen are tried from one beat to the next', async () => {
    const { close, pass, sent, outcomes } = await openSender(kind, () => Promise.resolve(refused))
    for (const one of forty) await close(one)
    await expect.poll(() => outcomes.length, { timeout: 5_000 }).toBe(40)
    for (const tries of [56, 72, 80]) {
      // The pause before the second try: its end for all of them.
      pass(tries === 56 ? 6_000 : 500)
      await expect.poll(() => outcomes.length, { timeout: 5_000 }).toBe(tries)
      expect(sent).toHaveLength(tries)
    }
  })

  test('failures that come together are kept three at a time, and a delivery waits for none', async () => {
    let [atWork, most] = [0, 0]
    let letFail = () => {}
    let letKeep = () => {}
    const failed = new Promise<void>((resolve) => (letFail = resolve))
    const kept = new Promise<void>((resolve) => (letKeep = resolve))
    const { close, sent, outcomes } = await openSender(
      kind,
      (url) => (url.includes('dead') ? failed.then(() => refused) : Promise.resolve(taken)),
      (queue) => ({
        async endAttempt(...attempt) {
          if (attempt[3].kind !== 'delivered') {
            atWork += 1
            most = Math.max(most, atWork)
            await kept
            atWork -= 1
          }
          await queue.endAttempt(...attempt)
        },
      }),
    )
    onTestFinished(() => [letFail, letKeep].forEach((go) => go()))
    for (const one of forty) await close(one)
    await expect.poll(() => sent.length, { timeout: 5_000 }).toBe(40)
    letFail()
    await expect.poll(() => atWork).toBe(3)
    await close('well')
    await expect.poll(() => outcomes, { timeout: 5_000 }).toEqual(['delivered'])
    letKeep()
    await expect.poll(() => outcomes.length, { timeout: 5_000 }).toBe(41)
    expect(most).toBe(3)
  })
})
