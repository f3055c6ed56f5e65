/** What the client makes again: only what is safe, bounded, and money goes back once. */
import { CheckoutError } from '@paymax-checkout/merchant'
import { describe, expect, test } from 'vitest'
import { openCheckout } from '../support/checkout'
import { paidOrder } from '../support/paid-order'
import { anOrder, clientOf, refusalOf } from './a-client'

const reason = '顾客取消'

/** The backend has carried it out, and nobody reads what it says. */
async function lost(send: () => Promise<Response>): Promise<never> {
  await send()
  throw new TypeError('fetch failed')
}

const answered = (status: number, headers: Record<string, string>, body: string) =>
  new Response(body, { status, headers })

const problem = (code: string, status: number) =>
  JSON.stringify({ type: 'about:blank', title: code, status, detail: code, code })

describe('an answer that was lost', () => {
  test('of an order is asked for again, and there is one order', async () => {
    const scene = await openCheckout('embedded')
    const { client, heard, pauses } = clientOf(scene, (send, tries) =>
      tries < 3 ? lost(send) : send(),
    )
    const order = await client.orders.place({ ...anOrder, expiresIn: 600 })
    expect(heard).toHaveLength(3)
    expect(pauses).toEqual([187.5, 375])
    expect(await scene.rowsOf('orders')).toBe(1)
    expect((await scene.merchant.read('A-1001')).body.orderId).toBe(order.orderId)
  })

  test('of a refund is asked for again with the same key, and there is one refund', async () => {
    const scene = await paidOrder('embedded')
    const { client, heard } = clientOf(scene, (send, tries) => (tries < 3 ? lost(send) : send()))
    const refund = await client.orders.refund(scene.order.orderNo, { amount: 100, reason })
    const keys = heard.map(({ headers }) => headers.get('idempotency-key'))
    expect(new Set(keys).size).toBe(1)
    expect((await scene.read()).refunds.map(({ refundId }) => refundId)).toEqual([refund.refundId])
  })

  test('for good keeps its key: the same refund by hand later is still one', async () => {
    const scene = await paidOrder('embedded')
    let down = true
    const { client, heard } = clientOf(scene, (send) => (down ? lost(send) : send()))
    const refund = () => client.orders.refund(scene.order.orderNo, { amount: 100, reason })
    const error = await refusalOf(refund())
    expect(error).toBeInstanceOf(CheckoutError)
    expect(error).toMatchObject({ code: 'unanswered', status: null, requestId: null })
    expect(heard).toHaveLength(4)
    down = false
    const first = await refund()
    const keys = heard.map(({ headers }) => headers.get('idempotency-key'))
    expect(error).toMatchObject({ idempotencyKey: keys[0] })
    expect(new Set(keys).size).toBe(1)
    await scene.reads({ refunds: [{ refundId: first.refundId }] })
    // That one is answered: the next is another one, which Paymax does not take beside the first.
    expect(await refusalOf(refund())).toMatchObject({ code: 'refund_in_progress' })
    expect(heard.at(-1)?.headers.get('idempotency-key')).not.toBe(keys[0])
  })

  test('another refund does not get its key, nor does one that was refused keep its own', async () => {
    const scene = await paidOrder('embedded')
    const { client, heard } = clientOf(scene, (send, tries) => (tries <= 4 ? lost(send) : send()))
    const { orderNo } = scene.order
    await refusalOf(client.orders.refund(orderNo, { amount: 100, reason }))
    await refusalOf(client.orders.refund(orderNo, { amount: 99_999, reason }))
    await refusalOf(client.orders.refund(orderNo, { amount: 99_999, reason }))
    const keys = heard.slice(3).map(({ headers }) => headers.get('idempotency-key'))
    expect(new Set(keys).size).toBe(3)
  })

  test('is asked for with the key that was given', async () => {
    const scene = await paidOrder('embedded')
    const { client, heard } = clientOf(scene)
    const given = { idempotencyKey: 'our-own-17' }
    const one = await client.orders.refund(scene.order.orderNo, { reason }, given)
    const two = await client.orders.refund(scene.order.orderNo, { reason }, given)
    expect(two.refundId).toBe(one.refundId)
    expect(heard.map(({ headers }) => headers.get('idempotency-key'))).toEqual([
      'our-own-17',
      'our-own-17',
    ])
  })
})

describe('a call is made again', () => {
  test('as late as the backend says, where a key is over its limit', async () => {
    const scene = await openCheckout('embedded', { LIMITS: 'key=1' })
    const { client, pauses } = clientOf(scene)
    await client.orders.place(anOrder)
    const error = await refusalOf(client.orders.get('A-1001'))
    expect(error).toMatchObject({ code: 'rate_limited', status: 429 })
    // A minute is longer than a call waits; whoever asked is told how long.
    expect(error).toMatchObject({ retryAfter: expect.any(Number) as number })
    expect(pauses).toEqual([])
  })

  test('after seconds that are few, with some more by chance', async () => {
    const scene = await openCheckout('embedded')
    const { client, pauses } = clientOf(scene, async (send, tries) =>
      tries === 1
        ? answered(503, { 'retry-after': '2' }, problem('not_ready', 503))
        : tries === 2
          ? answered(429, { 'retry-after': '1' }, problem('rate_limited', 429))
          : send(),
    )
    await client.orders.place(anOrder)
    expect(pauses).toEqual([2_125, 1_125])
  })

  test.each([
    [502, true, 'a proxy’s page'],
    [504, true, 'a proxy’s page'],
    [503, false, problem('not_ready', 503)],
    [500, false, problem('internal_error', 500)],
    [502, false, problem('gateway_rejected', 502)],
    [409, false, problem('charge_in_progress', 409)],
    [404, false, 'a page of another site'],
  ])('after HTTP %i: %s', async (status, again, body) => {
    const scene = await openCheckout('embedded')
    const { client, heard } = clientOf(scene, () => Promise.resolve(answered(status, {}, body)))
    await refusalOf(client.orders.place(anOrder))
    expect(heard).toHaveLength(again ? 4 : 1)
  })

  test.each([
    [409, 'charge_in_progress'],
    [500, 'internal_error'],
  ])('not after %i %s, even where it says when', async (status, code) => {
    const scene = await openCheckout('embedded')
    const answer = () => answered(status, { 'retry-after': '1' }, problem(code, status))
    const { client, heard } = clientOf(scene, () => Promise.resolve(answer()))
    expect(await refusalOf(client.orders.place(anOrder))).toMatchObject({ code, retryAfter: 1 })
    expect(heard).toHaveLength(1)
  })

  test('never where the backend has refused it', async () => {
    const { client, heard } = clientOf(await openCheckout('embedded'))
    await refusalOf(client.orders.place({ ...anOrder, amount: 0 }))
    expect(heard).toHaveLength(1)
  })

  test('not once whoever asked has broken off', async () => {
    const scene = await openCheckout('embedded')
    const own = new AbortController()
    const { client, heard } = clientOf(scene, () => {
      own.abort(new Error('the shop is closing'))
      return Promise.reject(new TypeError('fetch failed'))
    })
    const error = await refusalOf(client.orders.place(anOrder, { signal: own.signal }))
    expect(error).toMatchObject({ message: 'the shop is closing' })
    expect(heard).toHaveLength(1)
  })
})
