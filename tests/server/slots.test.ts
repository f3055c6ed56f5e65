/**
 * A payer's order for an item at its price, or for an amount with its remark, is one: for any number of
 * requests, processes and databases.
 */
import { describe, expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { MerchantOrder } from '../../server/contract/merchant-orders'
import type { Order } from '../../server/contract/orders'
import type { Problem } from '../../server/contract/problems'
import { openCheckout } from './support/checkout'
import { kinds, type Kind } from './support/databases'
import { codeOf, type Answer, type Phone } from './support/phone'

const withKey = (key: string) => ({ 'idempotency-key': key })

/** One payer, signed in on two backends that share a database. */
async function twoWindows(kind: Kind) {
  const checkout = await openCheckout(kind)
  const other = await checkout.anotherProcess()
  const windows = [checkout.phone(), other.phone()] as const
  for (const window of windows) await window.signedIn('checkout')
  const orders = async (): Promise<MerchantOrder[]> =>
    (await checkout.merchant.list('?limit=100')).body.orders

  async function pay(orderId: string) {
    const [window] = windows
    const { body } = await window.post<Charge>(`api/orders/${orderId}/charges`, {})
    checkout.sandbox.paymax.pay(body.chargeId)
    await window.get(`api/orders/${orderId}/payment`)
  }
  return { ...checkout, windows, orders, pay }
}

/** The same wish, from both windows in turn and each time with another key, all at once. */
function atOnce<Body>(
  windows: readonly Phone[],
  wish: object,
  times: number,
  name = 'k',
): Promise<Answer<Body>[]> {
  const all = Array.from({ length: times }, (_, n) => ({ n, window: windows[n % windows.length] }))
  return Promise.all(
    all.map(({ n, window }) => {
      if (!window) throw new Error('no window')
      return window.post<Body>('api/orders', wish, withKey(`${name}${n}`))
    }),
  )
}

const idsOf = (answers: readonly Answer<Order>[]) =>
  new Set(answers.map(({ status, body }) => `${status} ${body.orderId}`))

describe.each(kinds)('windows of one payer, on two processes of one %s database', (kind) => {
  test.each([
    ['an item', { item: 'cake' }],
    ['an amount', { amount: 1234 }],
    ['an amount with a remark', { amount: 1234, remark: '三号桌' }],
  ])('that ask for %s at once get one order', async (_what, wish) => {
    const { windows, orders } = await twoWindows(kind)
    expect(idsOf(await atOnce<Order>(windows, wish, 20)).size).toBe(1)
    expect(await orders()).toHaveLength(1)
  })

  test('that ask for other things at once get an order for each', async () => {
    const { windows, orders } = await twoWindows(kind)
    const wishes = [{ item: 'cake' }, { item: 'coffee' }, { amount: 1800 }, { amount: 1801 }]
    const answers = await Promise.all(
      wishes.map((wish, n) => atOnce<Order>(windows, wish, 4, `${n}`)),
    )
    expect(answers.map((some) => idsOf(some).size)).toEqual([1, 1, 1, 1])
    expect(await orders()).toHaveLength(4)
  })

  test('that land on one menu entry at once get one order', async () => {
    const { windows, orders } = await twoWindows(kind)
    const [window] = windows
    const landings = []
    for (let n = 0; n < 6; n += 1) {
      landings.push(await window.comeBackFromWechat('checkout?item=cake'))
    }
    const landed = await Promise.all([
      ...landings.map((landing) =>
        window.post<{ checkout: { order: Order } }>('api/session', landing),
      ),
    ])
    const [asked] = await atOnce<Order>(windows, { item: 'cake' }, 2)
    const ids = landed.map(({ body }) => body.checkout.order.orderId)
    expect(new Set([...ids, asked?.body.orderId]).size).toBe(1)
    expect(await orders()).toHaveLength(1)
  })

  test('where one lands while the other asks get one order', async () => {
    const { windows, orders } = await twoWindows(kind)
    const landing = await windows[0].comeBackFromWechat('checkout?item=cake')
    const [landed, asked] = await Promise.all([
      windows[0].post<{ checkout: { order: Order } }>('api/session', landing),
      windows[1].post<Order>('api/orders', { item: 'cake' }, withKey('k')),
    ])
    expect(landed.body.checkout.order.orderId).toBe(asked.body.orderId)
    expect(await orders()).toHaveLength(1)
  })

  test.each([{ item: 'cake' }, { amount: 1234, remark: '三号桌' }])(
    'that ask for %j minutes after it was paid are all asked first, and get one order for all',
    async (wish) => {
      const { windows, orders, pay } = await twoWindows(kind)
      const [first] = await atOnce<Order>(windows, wish, 1, 'first')
      await pay(first?.body.orderId ?? '')
      const asked = await atOnce<Problem>(windows, wish, 8, 'asked')
      expect(new Set(asked.map(codeOf))).toEqual(new Set(['409 just_paid']))
      const again = await atOnce<Order>(windows, { ...wish, again: true }, 8, 'again')
      expect(idsOf(again).size).toBe(1)
      expect(again[0]?.body).toMatchObject({ status: 'unpaid' })
      expect(await orders()).toHaveLength(2)
    },
  )

  test('that ask with one key for two things at once get one order', async () => {
    const { windows, orders } = await twoWindows(kind)
    const answers = await Promise.all(
      [{ amount: 100 }, { amount: 200 }, { item: 'cake' }].map((wish, n) =>
        (windows[n % 2] ?? windows[0]).post('api/orders', wish, withKey('k')),
      ),
    )
    const told = answers.map((answer) => (answer.status === 201 ? '201' : codeOf(answer)))
    expect(told.sort()).toEqual(['201', '422 idempotency_key_reused', '422 idempotency_key_reused'])
    expect(await orders()).toHaveLength(1)
  })
})

describe.each(kinds)('a payer’s order for the same, on the %s database', (kind) => {
  async function opened(wish: object) {
    const scene = await twoWindows(kind)
    let keys = 0
    const ask = async (one: object = wish) =>
      (await scene.windows[0].post<Order>('api/orders', one, withKey(`k${keys++}`))).body
    return { ...scene, ask, first: await ask() }
  }

  test('is given again while it is being paid, and no more once the merchant closed it', async () => {
    const { ask, first, windows, merchant } = await opened({ item: 'cake' })
    await windows[0].post(`api/orders/${first.orderId}/charges`, {})
    expect(await ask()).toMatchObject({ orderId: first.orderId, status: 'processing' })
    await merchant.close(first.orderNo)
    const next = await ask()
    expect(next).toMatchObject({ status: 'unpaid' })
    expect(next.orderId).not.toBe(first.orderId)
    expect((await ask()).orderId).toBe(next.orderId)
  })

  test('is another one when its time is over', async () => {
    const { ask, first, windows, advance } = await opened({ item: 'cake' })
    advance(24 * 60 * 60_000 + 1_000)
    await windows[0].signedIn('checkout')
    const next = await ask()
    expect(next.orderId).not.toBe(first.orderId)
    expect((await ask()).orderId).toBe(next.orderId)
  })

  test('passes on after ten minutes where it was typed, and is payable by its link', async () => {
    const { ask, first, windows, advance, pay, merchant } = await opened({ amount: 1234 })
    advance(9 * 60_000)
    await windows[0].signedIn('checkout')
    expect((await ask()).orderId).toBe(first.orderId)
    advance(61_000)
    const next = await ask()
    expect(next.orderId).not.toBe(first.orderId)
    expect((await ask()).orderId).toBe(next.orderId)
    await pay(first.orderId)
    expect((await merchant.read(first.orderNo)).body.status).toBe('paid')
    expect(await ask()).toMatchObject({ code: 'just_paid', orderId: first.orderId })
    expect((await ask({ amount: 1234, again: true })).orderId).toBe(next.orderId)
  })

  test('is what its key stands for, whatever became of it', async () => {
    const { windows, first, pay, merchant, advance } = await opened({ item: 'cake' })
    const again = () => windows[0].post<Order>('api/orders', { item: 'cake' }, withKey('k0'))
    await pay(first.orderId)
    expect(await again()).toMatchObject({
      status: 201,
      body: { orderId: first.orderId, status: 'paid' },
    })
    advance(26 * 60 * 60_000)
    await windows[0].signedIn('checkout')
    expect((await again()).body.orderId).toBe(first.orderId)
    await merchant.refund(first.orderNo)
    expect((await again()).body.orderId).toBe(first.orderId)
  })

  test('is what each key stands for that was given it', async () => {
    const { windows, ask, first, pay } = await opened({ item: 'cake' })
    await ask()
    await pay(first.orderId)
    const again = await windows[1].post<Order>('api/orders', { item: 'cake' }, withKey('k1'))
    expect(again.body).toMatchObject({ orderId: first.orderId, status: 'paid' })
  })
})
