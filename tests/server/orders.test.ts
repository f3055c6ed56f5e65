import { describe, expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { CheckoutOptions } from '../../server/contract/checkout'
import type { Order } from '../../server/contract/orders'
import type { Problem } from '../../server/contract/problems'
import { openCheckout, type Checkout } from './support/checkout'
import { kinds, type Kind } from './support/databases'
import { codeOf, type Phone } from './support/phone'

async function signedInPayer(
  kind: Kind,
  environment: Record<string, string> = {},
): Promise<Checkout & { payer: Phone }> {
  const checkout = await openCheckout(kind, environment)
  const payer = checkout.phone()
  await payer.signedIn('checkout')
  return { ...checkout, payer }
}

const withKey = (key: string) => ({ 'idempotency-key': key })

async function pay(
  { payer, sandbox }: { payer: Phone; sandbox: Checkout['sandbox'] },
  orderId: string,
) {
  const { body } = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
  sandbox.paymax.pay(body.chargeId)
  await payer.get(`api/orders/${orderId}/payment`)
}

describe.each(kinds)('orders of payers, on the %s database', (kind) => {
  test('a catalogue item costs what the catalogue says', async () => {
    const { payer } = await signedInPayer(kind)
    const { status, body } = await payer.post<Order>('api/orders', { item: 'cake' }, withKey('k1'))
    expect(status).toBe(201)
    expect(body).toMatchObject({ amount: 1800, subject: '柠檬蛋糕', status: 'unpaid' })
    expect(body.orderNo).toMatch(/^P-/)
  })

  test('a typed amount becomes an order with the payer’s remark', async () => {
    const { payer } = await signedInPayer(kind)
    const wish = { amount: 1234, remark: '三号桌' }
    const { body } = await payer.post<Order>('api/orders', wish, withKey('k1'))
    expect(body).toMatchObject({ amount: 1234, body: '三号桌', merchantName: '山茶咖啡' })
  })

  test('the same key again gives the same order, at once and later', async () => {
    const { payer } = await signedInPayer(kind)
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        payer.post<Order>('api/orders', { amount: 100 }, withKey('k')),
      ),
    )
    expect(new Set(answers.map((answer) => answer.body.orderId)).size).toBe(1)
  })

  test('the same key with another amount is refused', async () => {
    const { payer } = await signedInPayer(kind)
    await payer.post('api/orders', { amount: 100 }, withKey('k'))
    const other = await payer.post('api/orders', { amount: 200 }, withKey('k'))
    expect(codeOf(other)).toBe('422 idempotency_key_reused')
  })

  test('an unfinished order for an item is given again, whatever the key', async () => {
    const { payer } = await signedInPayer(kind)
    const first = await payer.post<Order>('api/orders', { item: 'cake' }, withKey('k1'))
    const second = await payer.post<Order>('api/orders', { item: 'cake' }, withKey('k2'))
    expect(second.body.orderId).toBe(first.body.orderId)
  })

  test('the same amount and remark typed again, minutes later and unpaid, is the same order', async () => {
    const { payer, advance } = await signedInPayer(kind)
    const typed = async (amount: number, remark: string, key: string) =>
      (await payer.post<Order>('api/orders', { amount, remark }, withKey(key))).body.orderId
    const first = await typed(100, '三号桌', 'k1')
    const other = await typed(200, '三号桌', 'k2')
    expect(await typed(100, ' 三号桌 ', 'k3')).toBe(first)
    expect(await typed(100, '四号桌', 'k4')).not.toBe(first)
    expect(await typed(200, '三号桌', 'k5')).toBe(other)
    advance(11 * 60_000)
    await payer.signedIn('checkout')
    expect(await typed(100, '三号桌', 'k6')).not.toBe(first)
  })

  test('a typed amount that was paid is never given again', async () => {
    const scene = await signedInPayer(kind)
    const { payer } = scene
    const first = await payer.post<Order>('api/orders', { amount: 100 }, withKey('k1'))
    await pay(scene, first.body.orderId)
    const again = { amount: 100, again: true }
    const second = await payer.post<Order>('api/orders', again, withKey('k2'))
    expect(second.body.orderId).not.toBe(first.body.orderId)
  })

  test('someone else who types the same gets an order of their own', async () => {
    const { payer, phone, sandbox } = await signedInPayer(kind)
    const first = await payer.post<Order>('api/orders', { amount: 100 }, withKey('k'))
    const [, second] = sandbox.payers
    if (second) sandbox.wechat.holder = second
    const other = phone()
    await other.signedIn('checkout')
    const theirs = await other.post<Order>('api/orders', { amount: 100 }, withKey('k'))
    expect(theirs.body.orderId).not.toBe(first.body.orderId)
    const { body } = await other.get<CheckoutOptions>('api/options')
    expect(body.unfinished?.orderId).toBe(theirs.body.orderId)
  })

  test('what a payer typed and did not pay is offered to them alone, for half an hour', async () => {
    const scene = await signedInPayer(kind)
    const { payer, phone, advance } = scene
    const offered = async (to = payer) =>
      (await to.get<CheckoutOptions>('api/options')).body.unfinished
    await payer.post('api/orders', { item: 'cake' }, withKey('k1'))
    expect(await offered()).toBeNull()
    const begun = await payer.post<Order>('api/orders', { amount: 1234 }, withKey('k2'))
    const { orderId } = begun.body
    expect(await offered()).toMatchObject({ orderId, amount: 1234 })
    await payer.post(`api/orders/${orderId}/charges`, {})
    expect(await offered()).toMatchObject({ orderId })
    expect(await offered(phone())).toBeNull()
    advance(31 * 60_000)
    await payer.signedIn('checkout')
    expect(await offered()).toBeNull()
  })

  test('what was typed and paid is not offered', async () => {
    const scene = await signedInPayer(kind)
    const { payer } = scene
    const { body } = await payer.post<Order>('api/orders', { amount: 1234 }, withKey('k'))
    await pay(scene, body.orderId)
    expect((await payer.get<CheckoutOptions>('api/options')).body.unfinished).toBeNull()
  })

  test('who paid the same minutes ago is told so before paying again', async () => {
    const scene = await signedInPayer(kind)
    const { payer, advance } = scene
    const first = await payer.post<Order>('api/orders', { item: 'cake' }, withKey('k1'))
    await pay(scene, first.body.orderId)
    const asked = await payer.post<Problem>('api/orders', { item: 'cake' }, withKey('k2'))
    expect(codeOf(asked)).toBe('409 just_paid')
    expect(asked.body).toMatchObject({ orderId: first.body.orderId, amount: 1800 })
    const again = await payer.post<Order>(
      'api/orders',
      { item: 'cake', again: true },
      withKey('k3'),
    )
    expect(again.status).toBe(201)
    expect(again.body.orderId).not.toBe(first.body.orderId)
    advance(11 * 60_000)
    expect((await payer.post('api/orders', { item: 'cake' }, withKey('k4'))).status).toBe(201)
  })

  test('for as long as the merchant has set it', async () => {
    const scene = await signedInPayer(kind, { JUST_PAID_WINDOW: '60' })
    scene.freeze()
    const { payer, advance } = scene
    const ask = async (key: string) =>
      (await payer.post('api/orders', { item: 'cake' }, withKey(key))).status
    const first = await payer.post<Order>('api/orders', { item: 'cake' }, withKey('k1'))
    await pay(scene, first.body.orderId)
    advance(58_000)
    expect(await ask('k2')).toBe(409)
    advance(3_000)
    expect(await ask('k3')).toBe(201)
  })

  test('and never where the merchant wants none of it', async () => {
    const scene = await signedInPayer(kind, { JUST_PAID_WINDOW: '0' })
    scene.freeze()
    const { payer } = scene
    const first = await payer.post<Order>('api/orders', { item: 'cake' }, withKey('k1'))
    await pay(scene, first.body.orderId)
    const next = await payer.post<Order>('api/orders', { item: 'cake' }, withKey('k2'))
    expect(next.status).toBe(201)
  })

  test('someone else’s key and order are theirs alone', async () => {
    const { payer, phone, sandbox } = await signedInPayer(kind)
    const first = await payer.post<Order>('api/orders', { item: 'cake' }, withKey('k'))
    const [, second] = sandbox.payers
    if (second) sandbox.wechat.holder = second
    const other = phone()
    await other.signedIn('checkout')
    const theirs = await other.post<Order>('api/orders', { item: 'cake' }, withKey('k'))
    expect(theirs.body.orderId).not.toBe(first.body.orderId)
  })
})

describe('orders of payers', () => {
  test.each([
    [{ item: 'nothing' }, '404 item_not_found'],
    [{ amount: 500_001 }, '422 amount_out_of_range'],
    [{ amount: 0 }, '400 invalid_request'],
    [{ amount: 1.5 }, '400 invalid_request'],
    [{ amount: '100' }, '400 invalid_request'],
    [{ amount: 100, remark: 'x'.repeat(51) }, '400 invalid_request'],
    [{ item: 'cake', amount: 1 }, '400 invalid_request'],
    [{}, '400 invalid_request'],
  ])('%j is answered with %s', async (wish, code) => {
    const { payer } = await signedInPayer('embedded')
    expect(codeOf(await payer.post('api/orders', wish, withKey('k')))).toBe(code)
  })

  test('need a login and a key', async () => {
    const { phone } = await openCheckout('embedded')
    const payer = phone()
    expect(codeOf(await payer.post('api/orders', { item: 'cake' }))).toBe('401 login_required')
    await payer.signedIn('checkout')
    expect(codeOf(await payer.post('api/orders', { item: 'cake' }))).toBe(
      '400 idempotency_key_required',
    )
  })

  test('typed amounts are off unless the merchant set limits', async () => {
    const { phone } = await openCheckout('embedded', { OPEN_AMOUNT: 'off' })
    const payer = phone()
    await payer.signedIn('checkout')
    expect(codeOf(await payer.post('api/orders', { amount: 100 }, withKey('k')))).toBe(
      '404 open_amount_off',
    )
    expect((await payer.get('api/options')).body).toEqual({
      merchantName: '山茶咖啡',
      openAmount: null,
      unfinished: null,
      items: [
        {
          item: 'coffee',
          subject: '手冲咖啡',
          body: '单品豆，现磨现冲',
          amount: 2800,
          picture: 'items/coffee.svg',
        },
        { item: 'cake', subject: '柠檬蛋糕', body: '一块', amount: 1800, picture: null },
      ],
    })
  })
})

describe('reading an order', () => {
  test('needs no session, and tells the way back only once it is paid', async () => {
    const { merchant, phone, sandbox } = await openCheckout('embedded')
    const placed = await merchant.placed({ returnUrl: 'https://shop.example/thanks' })
    const read = async () => (await phone().get<Order>(`api/orders/${placed.orderId}`)).body
    expect(await read()).toMatchObject({ status: 'unpaid', returnUrl: null, paidAt: null })
    const payer = phone()
    await payer.signedIn('checkout')
    await pay({ payer, sandbox }, placed.orderId)
    expect(await read()).toMatchObject({ status: 'paid', returnUrl: 'https://shop.example/thanks' })
  })

  test('by the merchant’s number finds nothing: orders cannot be counted through', async () => {
    const { merchant, phone } = await openCheckout('embedded')
    const { orderNo } = await merchant.placed()
    expect(codeOf(await phone().get(`api/orders/${orderNo}`))).toBe('404 order_not_found')
  })
})
