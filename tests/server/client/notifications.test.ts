/** What the backend really sends is verified by the client; what it did not send is not. */
import {
  NotificationNotVerified,
  verifyNotification,
  type ShopNotification,
} from '@paymax-checkout/merchant'
import { Webhook } from 'standardwebhooks'
import { expect, expectTypeOf, test } from 'vitest'
import { notifySecret, openShop, toShops } from '../notifications/shop'
import { openCheckout } from '../support/checkout'
import { anOrder, clientOf } from './a-client'

const otherSecret = `whsec_${Buffer.alloc(32, 8).toString('base64')}`

/** A notification as it came to the shop. */
async function received(environment: Record<string, string> = {}) {
  const shop = await openShop()
  const scene = await openCheckout('embedded', { ...toShops, ...environment })
  const { client } = clientOf(scene)
  await client.orders.place({ ...anOrder, notifyUrl: shop.url })
  await client.orders.close('A-1001')
  await expect.poll(shop.types).toEqual(['order.closed'])
  const [one] = shop.received
  if (!one) throw new Error('nothing came')
  return { ...one, id: one.id }
}

test('as it came, in bytes or text, with Node.js’s headers or the web’s', async () => {
  const { text, headers, id } = await received()
  for (const body of [text, Buffer.from(text), new TextEncoder().encode(text)]) {
    for (const read of [headers, new Headers(headers)]) {
      const told = verifyNotification(body, read, notifySecret)
      expect(told).toMatchObject({ id, type: 'order.closed', sequence: 1 })
      expect(told.data).toMatchObject({ ...anOrder, status: 'closed' })
    }
  }
})

test('while secrets rotate, on either side', async () => {
  const { text, headers } = await received({ NOTIFY_SECRET: `${otherSecret},${notifySecret}` })
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2)
  const all = [otherSecret, notifySecret, [otherSecret, notifySecret], ` ${otherSecret}, `]
  for (const secrets of all) {
    expect(verifyNotification(text, headers, secrets).type).toBe('order.closed')
  }
  const third = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
  expect(verifyNotification(text, headers, [third, notifySecret]).type).toBe('order.closed')
})

test('not altered, of another secret, unsigned, or older than five minutes', async () => {
  const { text, headers, id } = await received()
  const refused = (body: string, read: Record<string, string>, secret = notifySecret) =>
    expect(() => verifyNotification(body, read, secret)).toThrow(NotificationNotVerified)
  refused(text.replace('"closed"', '"paid"'), headers)
  refused(JSON.stringify(JSON.parse(text), null, 2), headers)
  refused(text, { ...headers, 'webhook-id': 'msg_other' })
  refused(text, headers, otherSecret)
  refused(text, {})
  const at = (ms: number) => {
    const then = new Date(Date.now() + ms)
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(then.getTime() / 1_000)),
      'webhook-signature': new Webhook(notifySecret).sign(id, then, text),
    }
  }
  expect(verifyNotification(text, at(-290_000), notifySecret).id).toBe(id)
  refused(text, at(-310_000))
  refused(text, at(310_000))
})

test('a receiver without a secret takes nothing', () => {
  for (const none of ['', ' , ', []]) {
    expect(() => verifyNotification('{}', {}, none)).toThrow(TypeError)
  }
})

test('its type says what it brings', () => {
  type Refunded = Extract<ShopNotification, { type: 'refund.succeeded' }>
  expectTypeOf<Refunded['refundId']>().toEqualTypeOf<string>()
  expectTypeOf<Extract<ShopNotification, { type: 'order.paid' }>>().not.toHaveProperty('refundId')
  expectTypeOf<ShopNotification['type']>().toEqualTypeOf<
    | 'order.paid'
    | 'order.closed'
    | 'order.refunded'
    | 'refund.succeeded'
    | 'refund.failed'
    | 'order.incident'
  >()
})
