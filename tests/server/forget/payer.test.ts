/** A payer is forgotten: nothing in the store names them any more, and the books are whole. */
import { describe, expect, test } from 'vitest'
import { readArguments } from '../../../server/commands/forget/arguments'
import { runForget } from '../../../server/commands/forget/run-forget'
import type { Charge } from '../../../server/contract/charges'
import type { Order } from '../../../server/contract/orders'
import { openCheckout, type Checkout } from '../support/checkout'
import { freshDatabase, kinds, type Kind, type TestDatabase } from '../support/databases'
import { everyCell } from '../support/every-cell'
import { openShop, toShops } from '../notifications/shop'

const remark = '生日蛋糕，送到三楼王女士'

const forget = (database: TestDatabase, ...args: string[]) =>
  runForget({ database: database.location }, readArguments(args))

/** A typed amount with a remark, paid, with a part of it sent back, of which the shop was told. */
async function boughtAndRefunded(kind: Kind) {
  const database = await freshDatabase(kind)
  const shop = await openShop()
  const checkout = await openCheckout(
    kind,
    { ...toShops, NOTIFY_URL: shop.url, OPEN_AMOUNT: '1-500000' },
    { database },
  )
  const { orderNo } = await bought(checkout)
  await checkout.merchant.refund(orderNo, { amount: 880 })
  const read = async () => (await checkout.merchant.read(orderNo)).body
  await expect
    .poll(() => checkout.sandbox.paymax.charges().flatMap((one) => one.refunds), {
      timeout: 20_000,
    })
    .toHaveLength(1)
  checkout.sandbox.paymax.finishRefunds()
  await checkout.sandbox.paymax.flushWebhooks()
  await expect.poll(read, { timeout: 20_000 }).toMatchObject({ amountRefunded: 880 })
  return { ...checkout, database, orderNo, read, shop }
}

async function bought({ phone, sandbox, merchant }: Checkout): Promise<Order> {
  const payer = phone()
  await payer.signedIn('checkout')
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const { body: order } = await payer.post<Order>(
    'api/orders',
    { amount: 3_880, remark, again: true },
    headers,
  )
  const { body: charge } = await payer.post<Charge>(`api/orders/${order.orderId}/charges`, {})
  sandbox.paymax.pay(charge.chargeId)
  await sandbox.paymax.flushWebhooks()
  await expect
    .poll(async () => (await merchant.read(order.orderNo)).body.status, { timeout: 20_000 })
    .toBe('paid')
  return order
}

describe.each(kinds)('a payer who is forgotten, on the %s database', (kind) => {
  test('is named in no cell of any table, and amounts, times and numbers stay', async () => {
    const scene = await boughtAndRefunded(kind)
    const { database, sandbox, orderNo, read } = scene
    const { openid } = sandbox.wechat.holder
    const naming = async () =>
      (await everyCell(database.location))
        .filter(({ text }) => text.includes(openid) || text.includes(remark))
        .map(({ at }) => at)
    expect(new Set(await naming())).toEqual(
      new Set([
        'charges.openid',
        'charge_attempts.openid',
        'idempotency_keys.owner',
        'inbox.raw_body',
        'logins.openid',
        'notifications.body',
        'orders.body',
        'orders.openid',
        'order_slots.openid',
      ]),
    )
    const before = await read()
    // The shop may still be being told, and a webhook still be applied, for a moment.
    await expect
      .poll(async () => [(await forget(database, openid)).exitCode, await naming()], {
        timeout: 20_000,
      })
      .toEqual([0, []])
    const after = await read()
    expect(after).toEqual({
      ...before,
      body: before.subject,
      now: after.now,
      charges: before.charges.map((charge) => ({ ...charge, openid: '…' })),
    })
    expect((await scene.merchant.read(orderNo)).status).toBe(200)
  })

  test('is told by count, and never printed', async () => {
    const { database, sandbox } = await boughtAndRefunded(kind)
    const { openid } = sandbox.wechat.holder
    const said: string[] = []
    await expect
      .poll(
        async () => {
          const { exitCode, out, error } = await forget(database, openid)
          said.push(out + error)
          return exitCode
        },
        { timeout: 20_000 },
      )
      .toBe(0)
    expect(said.join('\n')).toMatch(/1 orders, 1 charges/)
    const { exitCode, error } = await forget(database, openid)
    expect([exitCode, error.split('.')[0]]).toEqual([
      1,
      expect.stringMatching(/^The database has no order and no payer \S{4}…\S{4}$/),
    ])
    expect(said.join('\n') + error).not.toContain(openid)
  })

  test('is refunded all the same, of what was paid before', async () => {
    const scene = await boughtAndRefunded(kind)
    const { database, sandbox, merchant, orderNo, read } = scene
    const { openid } = sandbox.wechat.holder
    await expect
      .poll(async () => (await forget(database, openid)).exitCode, { timeout: 20_000 })
      .toBe(0)
    expect((await merchant.refund(orderNo, { amount: 3_000 })).status).toBe(201)
    await expect
      .poll(() => sandbox.paymax.charges().flatMap((one) => one.refunds), { timeout: 20_000 })
      .toHaveLength(2)
    sandbox.paymax.finishRefunds()
    await sandbox.paymax.flushWebhooks()
    await expect.poll(read, { timeout: 20_000 }).toMatchObject({ status: 'refunded' })
  })

  test('is left where they are still paying, and named as left by the order’s number', async () => {
    const database = await freshDatabase(kind)
    const { merchant, phone, sandbox } = await openCheckout(kind, {}, { database })
    const { orderId } = await merchant.placed({ orderNo: 'A-1' })
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    await payer.post(`api/orders/${orderId}/charges`, {})
    const { openid } = sandbox.wechat.holder
    for (const name of [openid, 'A-1']) {
      const { exitCode, out } = await forget(database, name)
      expect(exitCode).toBe(2)
      expect(out).toContain('Left: order A-1, a charge of it may still be paid.')
      expect(out).toContain(' 0 orders, 0 charges')
    }
    sandbox.paymax.pay(sandbox.paymax.charges()[0]?.id ?? '')
    await sandbox.paymax.flushWebhooks()
    await expect
      .poll(async () => (await merchant.read('A-1')).body.status, { timeout: 20_000 })
      .toBe('paid')
    expect((await forget(database, 'A-1')).exitCode).toBe(0)
  })
})

test.each([
  [[], /one openid or one order number/],
  [['a', 'b'], /one openid or one order number/],
  [['not an openid'], /neither an openid/],
  [['--everyone'], /needs --archive/],
  [['--everyone', 'A-1', '--archive', 'x'], /not both/],
])('arguments %j are refused', (args, words) => {
  expect(() => readArguments(args)).toThrow(words)
})

test('without a database nothing is made', async () => {
  const dir = '/nonexistent/of-nobody'
  const { exitCode, error } = await runForget(
    { database: { kind: 'embedded', dir } },
    readArguments(['A-1']),
  )
  expect([exitCode, error.slice(0, 12)]).toEqual([1, 'The database'])
})
