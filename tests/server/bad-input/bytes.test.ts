import { describe, expect, test } from 'vitest'
import { openCheckout } from '../support/checkout'
import { kinds } from '../support/databases'
import { exchange, type WireAnswer } from './wire'

/** JSON with these bytes where a text stands. */
const around = (text: Buffer) => (before: string, after: string) =>
  Buffer.concat([Buffer.from(before), text, Buffer.from(after)])

const broken: readonly (readonly [string, Buffer])[] = [
  ['GBK', Buffer.from([0xbf, 0xa7, 0xb7, 0xc8])],
  ['a character cut in half', Buffer.from('咖啡').subarray(0, 5)],
  ['Latin-1', Buffer.from('café', 'latin1')],
  ['a slash in two bytes', Buffer.from([0xc0, 0xaf])],
  ['half a surrogate pair', Buffer.from([0xed, 0xa0, 0x80])],
  ['beyond Unicode', Buffer.from([0xf5, 0x80, 0x80, 0x80])],
]

function codeOf({ status, body }: WireAnswer): string {
  const { code } = JSON.parse(body) as { code?: string }
  return `${status} ${code ?? ''}`
}

describe.each(kinds)('bytes that are no UTF-8 (%s)', (kind) => {
  async function open() {
    const checkout = await openCheckout(kind)
    const { publicUrl, environment } = checkout
    const bearer = `Bearer ${environment['MERCHANT_API_KEY'] ?? ''}`
    const send = (method: string, path: string, body: Buffer | null) =>
      exchange(publicUrl, {
        method,
        target: `${publicUrl.pathname}${path}`,
        headers: [
          ['content-type', 'application/json'],
          ['origin', publicUrl.origin],
          ['authorization', bearer],
          ['idempotency-key', 'one'],
        ],
        body,
      })
    return { ...checkout, send }
  }

  test('are no order, no refund and nothing that a payer asks', async () => {
    const { send, merchant } = await open()
    const { orderNo, orderId } = await merchant.placed()
    for (const [, text] of broken) {
      const json = around(text)
      for (const [path, body] of [
        ['api/merchant/orders', json('{"orderNo":"B1","amount":1,"body":"x","subject":"', '"}')],
        [`api/merchant/orders/${orderNo}/refunds`, json('{"reason":"', '"}')],
        [`api/merchant/orders/${orderNo}/close`, json('{"why":"', '"}')],
        ['api/orders', json('{"amount":100,"remark":"', '"}')],
        ['api/session', json('{"state":"x","code":"', '"}')],
        ['api/checkout', json('{"orderId":"', '"}')],
        [`api/orders/${orderId}/charges`, json('{"', '":1}')],
      ] as const) {
        expect(codeOf(await send('POST', path, body))).toBe('400 invalid_request')
      }
    }
    const { body } = await merchant.list()
    expect(body.orders.map((order) => [order.orderNo, order.status])).toEqual([[orderNo, 'unpaid']])
  })

  test('are said to be it, and a byte order mark is none of them', async () => {
    const { send } = await open()
    const order = '{"orderNo":"B2","amount":1,"body":"x","subject":"咖啡"}'
    const cut = await send('POST', 'api/merchant/orders', Buffer.from(order).subarray(0, -4))
    expect(JSON.parse(cut.body)).toMatchObject({ detail: 'The body is not UTF-8.' })
    const marked = await send('POST', 'api/merchant/orders', Buffer.from(`\ufeff${order}`))
    expect(marked.status).toBe(201)
    expect(JSON.parse(marked.body)).toMatchObject({ subject: '咖啡' })
  })

  test.each([
    ['api/merchant/orders?cursor=%bf%a7', '400 invalid_request'],
    ['api/merchant/orders?limit=1&status=%ff', '400 invalid_request'],
    ['api/merchant/orders?%73tatus=%e5%92', '400 invalid_request'],
    ['api/merchant/orders/%ff', '400 invalid_request'],
    ['api/merchant/orders/%e5%92', '400 invalid_request'],
    ['api/receipts?out_trade_no=%c4%e3', '400 invalid_request'],
    ['api/oauth/authorize?to=%ff', '400 invalid_request'],
    ['api/oauth/authorize?%74o=%ff', '400 invalid_request'],
    ['api/orders/x/payment?wait=%ff', '400 invalid_request'],
    ['api/orders/x/payment?from=%c4%e3', '404 order_not_found'],
  ])('in an address: %s', async (path, code) => {
    const { send } = await open()
    const answer = await send('GET', path, null)
    expect(codeOf(answer)).toBe(code)
  })

  test('that somebody hung on a page’s address cost nobody the page', async () => {
    const { send } = await open()
    expect((await send('GET', 'checkout?order=x&from=%c4%e3', null)).status).toBe(200)
  })
})
