import { describe, expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { Order } from '../../server/contract/orders'
import { openCheckout } from './support/checkout'
import { kinds } from './support/databases'
import { codeOf } from './support/phone'

describe.each(kinds)('the merchant’s orders, on the %s database', (kind) => {
  test('an order is placed with a link that people can open', async () => {
    const { merchant, publicUrl } = await openCheckout(kind)
    const { status, body } = await merchant.place({ orderNo: 'M-1', metadata: { table: '3' } })
    expect(status).toBe(201)
    expect(body).toMatchObject({ orderNo: 'M-1', status: 'unpaid', metadata: { table: '3' } })
    expect(body.checkoutUrl).toBe(new URL(`checkout?order=${body.orderId}`, publicUrl).href)
    expect(body.orderId).toMatch(/^[A-Za-z0-9_-]{22}$/)
  })

  test('the same again is the same order; other content under its number is a conflict', async () => {
    const { merchant } = await openCheckout(kind)
    const first = await merchant.place({ orderNo: 'M-1' })
    const again = await merchant.place({ orderNo: 'M-1' })
    expect(again.status).toBe(200)
    expect(again.body.orderId).toBe(first.body.orderId)
    expect(codeOf(await merchant.place({ orderNo: 'M-1', amount: 1 }))).toBe('409 order_conflict')
  })

  test('an order may end so many seconds from now on, and the same an hour later is the same order', async () => {
    const { merchant, freeze, advance } = await openCheckout(kind)
    freeze()
    const wish = { orderNo: 'M-1', expiresIn: 7_200 }
    const { createdAt, expiresAt, orderId } = await merchant.placed(wish)
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(7_200_000)
    advance(3_600_000)
    const again = await merchant.place(wish)
    expect(again.status).toBe(200)
    expect(again.body).toMatchObject({ orderId, expiresAt })
    advance(7_200_000)
    expect((await merchant.place(wish)).status).toBe(200)
  })

  test('compared is what was sent: another expiresIn, or the same end said otherwise, is a conflict', async () => {
    const { merchant } = await openCheckout(kind)
    const { expiresAt } = await merchant.placed({ orderNo: 'M-1', expiresIn: 7_200 })
    for (const other of [{ expiresIn: 7_201 }, { expiresAt }, {}]) {
      const answer = await merchant.place({ orderNo: 'M-1', ...other })
      expect(codeOf(answer)).toBe('409 order_conflict')
    }
  })

  test('the same placed ten times at once is one order', async () => {
    const { merchant } = await openCheckout(kind)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => merchant.place({ orderNo: 'M-1' })),
    )
    expect(new Set(answers.map((answer) => answer.body.orderId)).size).toBe(1)
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
  })

  test('the same placed at once on two processes is one order, and other content a conflict', async () => {
    const { merchant, anotherProcess } = await openCheckout(kind)
    const other = (await anotherProcess()).merchant
    const placed = (amount: number) =>
      [merchant, other, merchant, other].map((one) => one.place({ orderNo: 'M-1', amount }))
    const same = await Promise.all(placed(100))
    expect(same.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201])
    const contested = await Promise.all(
      [merchant, other, merchant, other].map((one, n) =>
        one.place({ orderNo: 'M-2', amount: n + 1 }),
      ),
    )
    const told = contested.map((answer) => (answer.status === 201 ? '201' : codeOf(answer)))
    expect(told.sort()).toEqual(['201', ...Array.from({ length: 3 }, () => '409 order_conflict')])
    expect((await merchant.list()).body.orders).toHaveLength(2)
  })

  test('the order shows its charges, with the payer masked', async () => {
    const { merchant, phone, sandbox } = await openCheckout(kind)
    const { orderId, orderNo } = await merchant.placed()
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    const { body: charge } = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
    const { body } = await merchant.read(orderNo)
    expect(body.charges).toMatchObject([
      { chargeId: charge.chargeId, status: 'live', amount: 3880 },
    ])
    expect(JSON.stringify(body)).not.toContain(sandbox.wechat.holder.openid)
  })

  test('the list pages through everything, newest first, orders from menus included', async () => {
    const { merchant, phone, advance } = await openCheckout(kind)
    for (const orderNo of ['M-1', 'M-2', 'M-3']) {
      await merchant.placed({ orderNo })
      advance(1000)
    }
    const payer = phone()
    await payer.signedIn('checkout')
    const fromMenu = await payer.post<Order>(
      'api/orders',
      { item: 'cake' },
      { 'idempotency-key': 'k' },
    )
    const first = (await merchant.list('?limit=3')).body
    expect(first.orders.map((order) => order.orderNo)).toEqual([
      fromMenu.body.orderNo,
      'M-3',
      'M-2',
    ])
    const rest = (await merchant.list(`?limit=3&cursor=${first.nextCursor ?? ''}`)).body
    expect(rest.orders.map((order) => order.orderNo)).toEqual(['M-1'])
    expect(rest.nextCursor).toBeNull()
  })

  test.each(['', 'status=unpaid&', 'status=closed&', 'createdAfter=2020-01-01T00:00:00Z&'])(
    'the list pages through orders of one instant without losing or doubling one: ?%s',
    async (filter) => {
      const { merchant, freeze, advance } = await openCheckout(kind)
      freeze()
      const numbers = Array.from({ length: 11 }, (_, n) => `M-${n}`)
      for (const [n, orderNo] of numbers.entries()) {
        // Three instants: alone, with many, with a few.
        if (n === 1 || n === 8) advance(1)
        await merchant.placed({ orderNo })
        if (filter.includes('closed')) await merchant.close(orderNo)
      }
      for (const limit of [1, 2, 3, 7]) {
        const seen: string[] = []
        let cursor: string | null = ''
        while (cursor !== null) {
          const page = await merchant.list(
            `?${filter}limit=${limit}${cursor && `&cursor=${cursor}`}`,
          )
          seen.push(...page.body.orders.map((order) => order.orderNo))
          cursor = page.body.nextCursor
        }
        expect([...seen].sort()).toEqual([...numbers].sort())
        expect(seen.slice(0, 3).sort()).toEqual(['M-10', 'M-8', 'M-9'])
        expect(seen.at(-1)).toBe('M-0')
      }
    },
  )

  test('the list can be asked for one status', async () => {
    const { merchant, phone, sandbox } = await openCheckout(kind)
    const paid = await merchant.placed({ orderNo: 'paid' })
    const live = await merchant.placed({ orderNo: 'live' })
    await merchant.placed({ orderNo: 'open' })
    const payer = phone()
    await payer.signedIn('checkout')
    const { body } = await payer.post<Charge>(`api/orders/${paid.orderId}/charges`, {})
    sandbox.paymax.pay(body.chargeId)
    await payer.get(`api/orders/${paid.orderId}/payment`)
    await payer.post(`api/orders/${live.orderId}/charges`, {})
    const numbers = async (status: string) =>
      (await merchant.list(`?status=${status}`)).body.orders.map((order) => order.orderNo)
    expect(await numbers('paid')).toEqual(['paid'])
    expect(await numbers('processing')).toEqual(['live'])
    expect(await numbers('unpaid')).toEqual(['open'])
    expect(await numbers('closed')).toEqual([])
  })
})

describe('the merchant API', () => {
  test.each([
    { amount: 0 },
    { amount: -1 },
    { amount: 1.5 },
    { amount: '100' },
    { orderNo: 'has space' },
    { orderNo: 'x'.repeat(65) },
    { orderNo: 'P-1' },
    { subject: '' },
    { returnUrl: 'javascript:alert(1)' },
    { expiresAt: '2020-01-01T00:00:00Z' },
    { expiresAt: 'tomorrow' },
    { expiresIn: 0 },
    { expiresIn: 1.5 },
    { expiresIn: 31_622_401 },
    { expiresIn: 3_600, expiresAt: '2099-01-01T00:00:00Z' },
    { unknown: true },
  ])('refuses %j', async (order) => {
    const { merchant } = await openCheckout('embedded')
    expect(codeOf(await merchant.place(order))).toBe('400 invalid_request')
  })

  test('is closed to everyone without the key', async () => {
    const { publicUrl } = await openCheckout('embedded')
    for (const authorization of ['', 'Bearer wrong', 'Basic abc']) {
      const answer = await fetch(new URL('api/merchant/orders', publicUrl), {
        headers: { authorization },
      })
      expect(answer.status).toBe(401)
    }
  })

  test('takes each of the keys while they rotate', async () => {
    const { publicUrl } = await openCheckout('embedded', {
      MERCHANT_API_KEY: 'the-new-key-of-2026,the-old-key-of-2025',
    })
    for (const key of ['the-new-key-of-2026', 'the-old-key-of-2025']) {
      const headers = { authorization: `Bearer ${key}` }
      const answer = await fetch(new URL('api/merchant/orders', publicUrl), { headers })
      expect(answer.status).toBe(200)
    }
  })

  test('refuses a cursor that it did not give out', async () => {
    const { merchant } = await openCheckout('embedded')
    expect(codeOf(await merchant.list('?cursor=%27;drop'))).toBe('400 invalid_request')
  })
})

describe('an address that cannot be used is refused with its order', () => {
  test.each([
    { notifyUrl: 'https://' },
    { notifyUrl: 'https://shop example' },
    { notifyUrl: 'https://shop:sesame@shop.example.com/' },
    { returnUrl: 'http://:80' },
    { returnUrl: 'https://pay.example.com@shop.example.com/' },
  ])('%j', async (address) => {
    const { merchant } = await openCheckout('embedded')
    const refused = await merchant.place({ orderNo: 'M-1', ...address })
    expect(codeOf(refused)).toBe('400 invalid_request')
    expect(refused.body).toMatchObject({ errors: [{ field: Object.keys(address)[0] }] })
    expect((await merchant.read('M-1')).status).toBe(404)
  })
})
