/** What happens to an order is told to its shop: signed, once it is so, as it is then. */
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import type { MerchantOrder } from '../../../server/contract/merchant-orders'
import { openCheckout } from '../support/checkout'
import { kinds } from '../support/databases'
import { chargedOrder } from '../support/paid-order'
import { notifySecret, openShop, toShops } from './shop'

/** All but the time at which it was read. */
function withoutNow({ now, ...order }: MerchantOrder) {
  expect(now).toMatch(/Z$/)
  return order
}

describe.each(kinds)('a shop, with the %s database', (kind) => {
  test('is told of a payment within a second, as the API reads it, and verifies it by the reference library', async () => {
    const shop = await openShop()
    const scene = await chargedOrder(kind, { notifyUrl: shop.url }, toShops)
    scene.sandbox.paymax.pay(scene.charge.chargeId)
    await scene.payment()
    await scene.reads({ status: 'paid' })
    await expect.poll(shop.types, { timeout: 1_000 }).toEqual(['order.paid'])
    const [one] = shop.received
    if (!one) throw new Error('nothing came')
    expect(new Webhook(notifySecret).verify(one.text, { ...one.headers })).toEqual(one.told)
    expect(one.told).toMatchObject({ type: 'order.paid', sequence: 1 })
    expect(one.told).not.toHaveProperty('refundId')
    expect(withoutNow(one.told.data)).toEqual(withoutNow(await scene.read()))
    expect(one.headers['content-type']).toBe('application/json')
  })

  test('is told of a refund, then that all has gone back, and each sequence is one more', async () => {
    const shop = await openShop()
    const scene = await chargedOrder(kind, { notifyUrl: shop.url }, toShops)
    const { paymax } = scene.sandbox
    paymax.pay(scene.charge.chargeId)
    await scene.payment()
    await scene.reads({ status: 'paid' })
    const { body: refund } = await scene.merchant.refund(scene.order.orderNo)
    await expect.poll(() => paymax.charges().flatMap((one) => one.refunds)).toHaveLength(1)
    paymax.finishRefunds()
    await paymax.flushWebhooks()
    await scene.reads({ status: 'refunded' })
    await expect
      .poll(() => shop.types().sort())
      .toEqual(['order.paid', 'order.refunded', 'refund.succeeded'])
    const inSequence = shop.received.map(({ told }) => told).sort((a, b) => a.sequence - b.sequence)
    expect(inSequence.map(({ type, sequence, refundId }) => [type, sequence, refundId])).toEqual([
      ['order.paid', 1, undefined],
      ['refund.succeeded', 2, refund.refundId],
      ['order.refunded', 3, undefined],
    ])
    expect(inSequence.map(({ data }) => data.status)).toEqual(['paid', 'refunded', 'refunded'])
  })

  test('is told at NOTIFY_URL of an order without an address of its own, and of an end without money', async () => {
    const [general, own] = [await openShop(), await openShop()]
    const checkout = await openCheckout(kind, { ...toShops, NOTIFY_URL: general.url })
    const first = await checkout.merchant.placed()
    const second = await checkout.merchant.placed({ notifyUrl: own.url })
    for (const { orderNo } of [first, second]) await checkout.merchant.close(orderNo)
    await expect.poll(general.types).toEqual(['order.closed'])
    await expect.poll(own.types).toEqual(['order.closed'])
    expect(general.received[0]?.told.data).toMatchObject({
      orderNo: first.orderNo,
      status: 'closed',
    })
  })

  test('is told once of an order that ran out of time, and not again when it is closed as well', async () => {
    const shop = await openShop()
    const checkout = await openCheckout(kind, toShops)
    const orders = []
    for (let n = 0; n < 3; n += 1) {
      orders.push(await checkout.merchant.placed({ notifyUrl: shop.url }))
    }
    checkout.advance(25 * 3_600_000)
    await expect.poll(shop.types, { timeout: 5_000 }).toEqual(orders.map(() => 'order.closed'))
    for (const { orderNo } of orders) {
      expect((await checkout.merchant.close(orderNo)).body.status).toBe('closed')
    }
    expect(await checkout.rowsOf('notifications')).toBe(3)
  })

  test('is told of money that came too late', async () => {
    const shop = await openShop()
    const expiresAt = new Date(Date.now() + 5 * 60_000).toISOString()
    const scene = await chargedOrder(kind, { notifyUrl: shop.url, expiresAt }, toShops)
    scene.advance(20 * 60_000)
    await scene.reads({ status: 'closed' })
    await scene.merchant.close(scene.order.orderNo)
    scene.sandbox.paymax.pay(scene.charge.chargeId)
    await scene.sandbox.paymax.flushWebhooks()
    await expect.poll(shop.types).toContain('order.incident')
    const { data } = shop.received.find(({ told }) => told.type === 'order.incident')?.told ?? {}
    expect(data).toMatchObject({ status: 'closed', incidents: [{ kind: 'late_payment' }] })
  })

  test('verifies by the old secret or the new one while they rotate', async () => {
    const next = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
    const [old, fresh] = [await openShop(notifySecret), await openShop(next)]
    const secrets = { ...toShops, NOTIFY_SECRET: `${next},${notifySecret}` }
    const { merchant } = await openCheckout(kind, secrets)
    for (const { url } of [old, fresh]) {
      const { orderNo } = await merchant.placed({ notifyUrl: url })
      await merchant.close(orderNo)
    }
    await expect.poll(old.types).toEqual(['order.closed'])
    await expect.poll(fresh.types).toEqual(['order.closed'])
  })

  test('reads nothing where there is no secret, and the log says so once', async () => {
    const shop = await openShop()
    const checkout = await openCheckout(kind)
    for (let n = 0; n < 2; n += 1) {
      const { orderNo } = await checkout.merchant.placed({ notifyUrl: shop.url })
      await checkout.merchant.close(orderNo)
    }
    expect(await checkout.rowsOf('notifications')).toBe(0)
    expect(checkout.log.filter((line) => line.includes('NOTIFY_SECRET'))).toHaveLength(1)
  })
})
