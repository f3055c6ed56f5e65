/** Processes share what is to be sent, and what one of them committed before it died is sent by another. */
import { randomBytes } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createOutbox } from '../../../server/notifications/outbox'
import { openDatabase } from '../../../server/store/engine/database'
import { migrate } from '../../../server/store/engine/migrate'
import { createNotificationQueue } from '../../../server/store/notifications/notification-queue'
import { createRepository } from '../../../server/store/repository'
import { openCheckout } from '../support/checkout'
import { freshDatabase, kinds } from '../support/databases'
import { orderRow } from '../support/rows'
import { openShop, toShops } from './shop'

/** An order closed by a process that ends between the commit and the sending. */
async function closedByADeadProcess(
  database: Awaited<ReturnType<typeof freshDatabase>>,
  url: string,
) {
  const opened = openDatabase(database.location)
  await migrate(opened)
  const outbox = createOutbox({
    now: Date.now,
    random: randomBytes,
    defaultUrl: url,
    describeOrder: ({ order }) => ({ status: order.state }),
    wake: () => undefined,
  })
  const repository = createRepository(opened.db, outbox)
  await repository.insertOrder({ ...orderRow, expiresAt: Date.now() + 3_600_000 })
  await repository.closeOrder(orderRow.orderId, null)
  return opened
}

describe.each(kinds)('with the %s database', (kind) => {
  test('what a process committed before it died is told by the next', async () => {
    const shop = await openShop()
    const database = await freshDatabase(kind)
    const dead = await closedByADeadProcess(database, shop.url)
    await dead.db.destroy()
    expect(shop.received).toEqual([])
    await openCheckout(kind, toShops, { database })
    await expect.poll(shop.types, { timeout: 3_000 }).toEqual(['order.closed'])
    expect(shop.received[0]?.told.data).toEqual({ status: 'closed' })
  })

  test('what a process took before it died is told again once its lease has run out', async () => {
    const shop = await openShop()
    const database = await freshDatabase(kind)
    const dead = await closedByADeadProcess(database, shop.url)
    const book = createNotificationQueue(dead.db)
    const now = Date.now()
    const due = await book.dueNotifications('prompt', now, [], 10)
    const ids = due.map((one) => one.notificationId)
    expect(await book.takeNotifications(ids, now, now + 30_000)).toHaveLength(1)
    await dead.db.destroy()
    const checkout = await openCheckout(kind, toShops, { database })
    checkout.advance(15_000)
    const other = await checkout.merchant.placed({ notifyUrl: shop.url })
    await checkout.merchant.close(other.orderNo)
    await expect.poll(() => shop.received.length).toBe(1)
    expect(shop.received[0]?.told.data.orderNo).toBe(other.orderNo)
    checkout.advance(16_000)
    await expect.poll(() => shop.received.map(({ id }) => id)).toContain(ids[0])
  })

  test('one is handed to one of many takers', async () => {
    const database = await freshDatabase(kind)
    const opened = await closedByADeadProcess(database, 'https://shop.example.com/')
    onTestFinished(async () => {
      await opened.db.destroy()
      await database.drop()
    })
    const book = createNotificationQueue(opened.db)
    const now = Date.now()
    const [one] = await book.dueNotifications('prompt', now, [], 10)
    const taken = await Promise.all(
      Array.from({ length: 8 }, () =>
        book.takeNotifications([one?.notificationId ?? ''], now, now + 30_000),
      ),
    )
    expect(taken.flat()).toHaveLength(1)
  })

  test('a late refusal takes no delivery back, and a late delivery counts', async () => {
    const database = await freshDatabase(kind)
    const opened = await closedByADeadProcess(database, 'https://shop.example.com/')
    onTestFinished(async () => {
      await opened.db.destroy()
      await database.drop()
    })
    const book = createNotificationQueue(opened.db)
    const now = Date.now()
    const [one] = await book.dueNotifications('prompt', now, [], 10)
    const id = one?.notificationId ?? ''
    const attempt = { at: now, status: 200, error: null, tookMs: 1, answer: '' }
    await book.takeNotifications([id], now, now + 30_000)
    await book.takeNotifications([id], now + 30_000, now + 60_000)
    await book.endAttempt(id, now + 30_000, attempt, { kind: 'delivered' })
    await book.endAttempt(id, now + 60_000, { ...attempt, status: 500 }, { kind: 'retry', at: now })
    const rows = await opened.db.selectFrom('notifications').selectAll().execute()
    expect(rows).toMatchObject([{ status: 'delivered', next_try_at: null, attempts: 2 }])
  })
})

test.each(kinds)(
  'what two processes do to one order at once is told in one sequence, each with what came before it (%s)',
  async (kind) => {
    const database = await freshDatabase(kind)
    const opened = [openDatabase(database.location), openDatabase(database.location)]
    onTestFinished(async () => {
      for (const { db } of opened) await db.destroy()
      await database.drop()
    })
    const [one, other] = opened.map(({ db }) => {
      const outbox = createOutbox({
        now: Date.now,
        random: randomBytes,
        defaultUrl: 'https://shop.example.com/',
        describeOrder: ({ order, incidents }) => ({ state: order.state, seen: incidents.length }),
        wake: () => undefined,
      })
      return createRepository(db, outbox)
    })
    if (!one || !other || !opened[0]) throw new Error('no repository')
    await migrate(opened[0])
    for (let round = 0; round < 20; round += 1) {
      const orderId = `order${round}`
      await one.insertOrder({ ...orderRow, orderId, orderNo: orderId })
      const incident = {
        key: orderId,
        orderId,
        chargeId: null,
        kind: 'mismatch',
        detail: '',
      } as const
      await Promise.all([
        one.closeOrder(orderId, null),
        other.addIncident({ ...incident, at: Date.now() }),
      ])
    }
    const rows = await opened[0].db
      .selectFrom('notifications')
      .select(['sequence', 'body'])
      .where('sequence', '=', 2)
      .execute()
    expect(rows).toHaveLength(20)
    for (const { body } of rows) {
      expect(JSON.parse(body)).toMatchObject({ data: { state: 'closed', seen: 1 } })
    }
  },
)

test('two processes on PostgreSQL tell of each order once', async () => {
  const shop = await openShop()
  const checkout = await openCheckout('postgres', { ...toShops, NOTIFY_URL: shop.url })
  const other = await checkout.anotherProcess()
  const orders = await Promise.all(Array.from({ length: 60 }, () => checkout.merchant.placed()))
  await Promise.all(
    orders.map(({ orderNo }, n) => (n % 2 ? checkout : other).merchant.close(orderNo)),
  )
  await expect.poll(() => shop.received.length, { timeout: 10_000 }).toBe(60)
  const told = shop.received.map(({ told: { data } }) => data.orderNo)
  expect(told.sort()).toEqual(orders.map(({ orderNo }) => orderNo).sort())
})
