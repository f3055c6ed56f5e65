import { describe, expect, test } from 'vitest'
import type { Charge, Order, Problem } from '../../server/contract'
import { openCheckout, type Checkout } from './support/checkout'
import { kinds, type Kind } from './support/databases'
import { codeOf, type Phone } from './support/phone'

async function signedInPayer(kind: Kind): Promise<Checkout & { payer: Phone }> {
  const checkout = await openCheckout(kind)
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

  test('a typed amount is a new purchase each time', async () => {
    const { payer } = await signedInPayer(kind)
    const first = await payer.post<Order>('api/orders', { amount: 100 }, withKey('k1'))
    const second = await payer.post<Order>('api/orders', { amount: 100 }, withKey('k2'))
    expect(second.body.orderId).not.toBe(first.body.orderId)
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
