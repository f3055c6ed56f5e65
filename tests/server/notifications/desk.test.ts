/** A merchant looks at what was told, and has it told again. */
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { runInspect } from '../../../server/commands/inspect/run-inspect'
import { readArguments } from '../../../server/commands/notify/arguments'
import { runNotify } from '../../../server/commands/notify/run-notify'
import { NotificationBody } from '../../../server/contract/notifications'
import { openCheckout } from '../support/checkout'
import { freshDatabase, kinds } from '../support/databases'
import { answering, openShop, toShops } from './shop'

describe.each(kinds)('a merchant, with the %s database', (kind) => {
  test('lists notifications with every try, by order, by status, and page by page', async () => {
    const shop = await openShop()
    shop.answer = answering(500, 'x'.repeat(2_000))
    const { merchant } = await openCheckout(kind, toShops)
    const orders = []
    for (let n = 0; n < 5; n += 1) {
      const order = await merchant.placed({ notifyUrl: `${shop.url}/${n}` })
      orders.push(order.orderNo)
      await merchant.close(order.orderNo)
    }
    const [first = ''] = orders
    const one = async () => (await merchant.notifications(`?orderNo=${first}`)).body.notifications
    await expect
      .poll(one)
      .toMatchObject([
        { type: 'order.closed', orderNo: first, sequence: 1, attempts: [{ status: 500 }] },
      ])
    expect((await one())[0]?.attempts[0]?.answer).toHaveLength(1_024)
    expect((await merchant.notifications('?status=delivered')).body.notifications).toEqual([])
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof merchant.notifications>> = await merchant.notifications(
        `?status=pending&limit=2${cursor && `&cursor=${cursor}`}`,
      )
      seen.push(...page.body.notifications.map(({ orderNo }) => orderNo))
      cursor = page.body.nextCursor
    }
    expect(seen.sort()).toEqual(orders.sort())
    expect((await merchant.notifications('?cursor=1')).status).toBe(400)
  })

  test('sends one again with its id and body, also where its address is switched off, which switches it on', async () => {
    const shop = await openShop()
    shop.answer = answering(410)
    const { merchant } = await openCheckout(kind, { ...toShops, NOTIFY_URL: shop.url })
    for (let n = 0; n < 2; n += 1) {
      const { orderNo } = await merchant.placed()
      await merchant.close(orderNo)
      await expect
        .poll(async () => (await merchant.notifications(`?orderNo=${orderNo}`)).body.notifications)
        .toMatchObject([{ status: 'switched_off' }])
    }
    expect(shop.received).toHaveLength(1)
    const [told] = shop.received
    const id = told?.id ?? ''
    // Refused once more, it stays switched off.
    expect((await merchant.resend(id)).body).toMatchObject({
      notificationId: id,
      status: 'pending',
    })
    await expect.poll(() => shop.received.length).toBe(2)
    shop.answer = answering(204)
    const status = async () =>
      (await merchant.notifications('?status=delivered')).body.notifications.map(
        ({ notificationId }) => notificationId,
      )
    await expect
      .poll(async () => (await merchant.notifications('?status=switched_off')).body.notifications)
      .toHaveLength(2)
    await merchant.resend(id)
    await expect.poll(status).toEqual([id])
    expect(shop.received.map((one) => [one.id, one.text])).toEqual(
      shop.received.map(() => [id, told?.text]),
    )
    const next = await merchant.placed()
    await merchant.close(next.orderNo)
    await expect.poll(async () => (await status()).length).toBe(2)
    expect((await merchant.resend('msg_none')).status).toBe(404)
  })

  test('sends all since a time again by the command, to where the orders are told now', async () => {
    const [lost, now] = [await openShop(), await openShop()]
    const database = await freshDatabase(kind)
    const checkout = await openCheckout(kind, { ...toShops, NOTIFY_URL: lost.url }, { database })
    const ids = []
    const orders = []
    for (let n = 0; n < 3; n += 1) {
      const { orderNo } = await checkout.merchant.placed()
      orders.push(orderNo)
      await checkout.merchant.close(orderNo)
    }
    await expect.poll(() => lost.received.length).toBe(3)
    ids.push(...lost.received.map(({ id }) => id))
    const config = {
      database: database.location,
      notifications: { url: now.url, secrets: [], allowPrivate: [] },
    }
    const since = readArguments(['--since', new Date(Date.now() - 60_000).toISOString()])
    expect(await runNotify(config, since)).toMatchObject({ exitCode: 0 })
    await expect.poll(() => now.received.length).toBe(3)
    expect(now.received.map(({ id }) => id).sort()).toEqual(ids.sort())
    const one = readArguments(['--resend', ids[0] ?? ''])
    expect(await runNotify(config, one)).toMatchObject({ exitCode: 0 })
    await expect.poll(() => now.received.length).toBe(4)
    expect(await runNotify(config, { id: 'msg_none' })).toMatchObject({ exitCode: 1 })
    // One of them was sent twice; in each one's story stands by what.
    const acts = await Promise.all(
      orders.map(async (orderNo) => {
        const { out } = await runInspect({ database: database.location }, orderNo)
        return [...out.matchAll(/resend requested {2}msg_\w+ {2}by (.*)/g)].map(([, by]) => by)
      }),
    )
    expect(acts.flat()).toEqual(Array(4).fill('npm run notify'))
    expect(acts.map((one) => one.length).sort()).toEqual([1, 1, 2])
  })

  test('reads of it in the metrics', async () => {
    const shop = await openShop()
    const { merchant, advance } = await openCheckout(kind, { ...toShops, NOTIFY_URL: shop.url })
    for (const status of [200, 500, 410]) {
      shop.answer = answering(status)
      const { length } = shop.received
      const { orderNo } = await merchant.placed({ notifyUrl: `${shop.url}/${status}` })
      await merchant.close(orderNo)
      await expect.poll(() => shop.received.length).toBeGreaterThan(length)
    }
    // A shop has its try before what it answered is in the store.
    const statuses = async () => {
      const { body } = await merchant.notifications('')
      const tried = body.notifications.filter(({ attempts }) => attempts.length === 1)
      return tried.map(({ status }) => status).sort()
    }
    await expect.poll(statuses).toEqual(['delivered', 'pending', 'switched_off'])
    advance(4_000)
    const text = await merchant.metrics()
    expect(text).toContain('checkout_notification_tries_total{outcome="delivered"} 1')
    expect(text).toContain('checkout_notification_tries_total{outcome="retry"} 1')
    expect(text).toContain('checkout_notifications{kind="pending"} 1')
    expect(text).toContain('checkout_notifications{kind="switched_off"} 1')
    expect(text).toMatch(/checkout_notification_lag\{kind="failing"\} [3-9]/)
  })
})

test.each([[[]], [['--resend', 'a', '--since', 'b']], [['--since', 'yesterday']], [['--other']]])(
  'the command is refused what makes no sense: %j',
  (args) => {
    expect(() => readArguments(args)).toThrow()
  },
)

test('what is sent has the shape that the API document says, under webhooks', async () => {
  const shop = await openShop()
  const { merchant, phone } = await openCheckout('embedded', { ...toShops, NOTIFY_URL: shop.url })
  const { orderNo } = await merchant.placed()
  await merchant.close(orderNo)
  await expect.poll(() => shop.received.length).toBe(1)
  expect([...Value.Errors(NotificationBody, shop.received[0]?.told)]).toEqual([])
  const { body } = await phone().get<{ webhooks: Record<string, object> }>('api/openapi.json')
  expect(Object.keys(body.webhooks).sort()).toEqual([
    'order.closed',
    'order.incident',
    'order.paid',
    'order.refunded',
    'refund.failed',
    'refund.succeeded',
  ])
  expect(JSON.stringify(body.webhooks)).toContain('"sequence"')
})
