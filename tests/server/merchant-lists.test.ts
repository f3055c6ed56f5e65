/** What a merchant finds orders by: their number, when they were paid, whose they are. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { MerchantOrder, MerchantOrderList } from '../../server/contract/merchant-orders'
import type { Order } from '../../server/contract/orders'
import type { OrderFilter } from '../../server/payments/core/order-repository'
import { createRepository } from '../../server/store/repository'
import { rowOfOrder } from '../../server/store/rows/order-rows'
import { openCheckout, type Checkout } from './support/checkout'
import { kinds } from './support/databases'
import { openHeardStore } from './support/heard-statements'
import { codeOf, type Answer, type Phone } from './support/phone'
import { orderRow, t0 } from './support/rows'

const numbersOf = ({ body }: Answer<MerchantOrderList>) => body.orders.map((one) => one.orderNo)

/** Every page, one after the other. */
async function allPages(ask: (cursor: string | null) => Promise<Answer<MerchantOrderList>>) {
  const pages: string[][] = []
  let cursor: string | null = null
  do {
    const page: Answer<MerchantOrderList> = await ask(cursor)
    pages.push(numbersOf(page))
    cursor = page.body.nextCursor
  } while (cursor !== null)
  return pages
}

const withCursor = (cursor: string | null) => (cursor === null ? '' : `&cursor=${cursor}`)

async function pay({ sandbox, merchant }: Checkout, payer: Phone, order: MerchantOrder) {
  const { body } = await payer.post<Charge>(`api/orders/${order.orderId}/charges`, {})
  sandbox.paymax.pay(body.chargeId)
  await payer.get(`api/orders/${order.orderId}/payment`)
  return (await merchant.read(order.orderNo)).body
}

describe.each(kinds)('the list by the beginning of a number, on the %s database', (kind) => {
  test('has those that begin alike, newest first, page by page', async () => {
    const { merchant } = await openCheckout(kind)
    for (const orderNo of ['A-1', 'A_1', 'a-1', 'A-2', 'AB', 'A-', 'A-3', 'B-A-1', 'A-22']) {
      await merchant.placed({ orderNo })
    }
    const pagesOf = (prefix: string) =>
      allPages((cursor) => merchant.list(`?orderNoPrefix=${prefix}&limit=3${withCursor(cursor)}`))
    expect(await pagesOf('A-')).toEqual([
      ['A-22', 'A-3', 'A-'],
      ['A-2', 'A-1'],
    ])
    expect(await pagesOf('A_')).toEqual([['A_1']])
    expect(await pagesOf('A-2')).toEqual([['A-22', 'A-2']])
    expect(await pagesOf('a')).toEqual([['a-1']])
    expect(await pagesOf('C')).toEqual([[]])
  })

  test('goes with the other filters', async () => {
    const { merchant } = await openCheckout(kind)
    for (const orderNo of ['A-1', 'A-2', 'B-1']) await merchant.placed({ orderNo })
    await merchant.close('A-1')
    await merchant.close('B-1')
    expect(numbersOf(await merchant.list('?orderNoPrefix=A&status=closed'))).toEqual(['A-1'])
  })

  test('has as many as there are, be they a thousand and more', async () => {
    const { db } = await openHeardStore(kind)
    const repository = createRepository(db)
    const total = 1_003
    const place = (n: number) => ({ orderNo: `${n < total ? 'A' : 'B'}-${n}`, createdAt: t0 + n })
    const rows = Array.from({ length: total + 5 }, (_, n) =>
      rowOfOrder({ ...orderRow, orderId: `o${n}`, ...place(n) }),
    )
    await db.insertInto('orders').values(rows.slice(0, 600)).execute()
    await db.insertInto('orders').values(rows.slice(600)).execute()
    const all = { status: null, createdAfter: null, paidAfter: null, paidBefore: null }
    const filter: OrderFilter = { ...all, numberPrefix: 'A-', before: null, limit: 700 }
    const first = await repository.listOrders(filter)
    const last = first.at(-1)
    const before = { at: last?.createdAt ?? 0, orderId: last?.orderId ?? '' }
    const rest = await repository.listOrders({ ...filter, before })
    const expected = Array.from({ length: total }, (_, n) => `A-${total - 1 - n}`)
    expect([...first, ...rest].map((one) => one.orderNo)).toEqual(expected)
  })
})

test('numbers that begin alike stand together in a database that sorts as people do', async () => {
  const { db, heard, fullReadings } = await openHeardStore('postgres')
  await sql`alter table orders alter column order_no type text collate "und-x-icu"`.execute(db)
  const repository = createRepository(db)
  const numbers = ['A-1', 'A1', 'a-2', 'A_3', 'A-Z', 'A-z', 'A-', 'AA-1', 'B-1']
  for (const [n, orderNo] of numbers.entries()) {
    await repository.insertOrder({ ...orderRow, orderId: `o${n}`, orderNo, createdAt: t0 + n })
  }
  const all = { status: null, createdAfter: null, paidAfter: null, paidBefore: null }
  const found = await repository.listOrders({ ...all, numberPrefix: 'A-', before: null, limit: 20 })
  expect(found.map((one) => one.orderNo)).toEqual(['A-', 'A-z', 'A-Z', 'A-1'])
  for (const statement of heard()) expect(await fullReadings(statement)).toEqual([])
})

describe.each(kinds)('the list by payment, on the %s database', (kind) => {
  test('has what was paid within a time, the last paid first, page by page', async () => {
    const checkout = await openCheckout(kind)
    const { merchant, phone, advance } = checkout
    const payer = phone()
    await payer.signedIn('checkout')
    const [one, two, three] = [
      await merchant.placed({ orderNo: 'M-1' }),
      await merchant.placed({ orderNo: 'M-2' }),
      await merchant.placed({ orderNo: 'M-3' }),
    ]
    await merchant.placed({ orderNo: 'unpaid' })
    const times: string[] = []
    for (const order of [two, three, one]) {
      advance(60_000)
      times.push((await pay(checkout, payer, order)).paidAt ?? '')
    }
    const [first = '', second = '', third = ''] = times
    const listed = async (query: string) => numbersOf(await merchant.list(`?${query}`))
    expect(await listed(`paidAfter=${first}`)).toEqual(['M-1', 'M-3', 'M-2'])
    // Adjoining times have each payment once.
    expect(await listed(`paidAfter=${first}&paidBefore=${third}`)).toEqual(['M-3', 'M-2'])
    expect(await listed(`paidAfter=${third}`)).toEqual(['M-1'])
    expect(await listed(`paidBefore=${second}`)).toEqual(['M-2'])
    expect(await listed(`paidAfter=${first}&status=closed`)).toEqual([])
    expect(await listed(`paidAfter=${first}&orderNoPrefix=M-2`)).toEqual(['M-2'])
    const pages = await allPages((cursor) =>
      merchant.list(`?paidAfter=${first}&limit=1${withCursor(cursor)}`),
    )
    expect(pages).toEqual([['M-1'], ['M-3'], ['M-2']])
  })

  test('takes no cursor of the list by age, nor that one one of this', async () => {
    const checkout = await openCheckout(kind)
    const { merchant, phone } = checkout
    const payer = phone()
    await payer.signedIn('checkout')
    for (const orderNo of ['M-1', 'M-2']) {
      await pay(checkout, payer, await merchant.placed({ orderNo }))
    }
    const byPayment = 'paidAfter=2020-01-01T00:00:00Z&limit=1'
    const { nextCursor: paid } = (await merchant.list(`?${byPayment}`)).body
    const { nextCursor: placed } = (await merchant.list('?limit=1')).body
    for (const query of [`${byPayment}&cursor=${placed}`, `limit=1&cursor=${paid}`]) {
      expect(codeOf(await merchant.list(`?${query}`))).toBe('400 invalid_request')
    }
  })
})

describe.each(kinds)('the search for a payer, on the %s database', (kind) => {
  test('finds what they opened and what they began to pay, newest first, page by page', async () => {
    const { merchant, phone, sandbox, log } = await openCheckout(kind)
    const { openid } = sandbox.wechat.holder
    const payer = phone()
    await payer.signedIn('checkout')
    const begun = await merchant.placed({ orderNo: 'begun' })
    await payer.post(`api/orders/${begun.orderId}/charges`, {})
    await merchant.placed({ orderNo: 'nobody-s' })
    const key = { 'idempotency-key': 'k' }
    const { body: opened } = await payer.post<Order>('api/orders', { item: 'cake' }, key)
    // Their own and begun: once.
    await payer.post(`api/orders/${opened.orderId}/charges`, {})
    const other = sandbox.payers.find((one) => one.openid !== openid) ?? sandbox.wechat.holder
    sandbox.wechat.holder = other
    const another = phone()
    await another.signedIn('checkout')
    const theirs = await merchant.placed({ orderNo: 'theirs' })
    await another.post(`api/orders/${theirs.orderId}/charges`, {})

    const found = await merchant.search({ openid })
    expect(found.status).toBe(200)
    expect(numbersOf(found)).toEqual([opened.orderNo, 'begun'])
    expect(numbersOf(await merchant.search({ openid: other.openid }))).toEqual(['theirs'])
    expect(numbersOf(await merchant.search({ openid: 'nobody' }))).toEqual([])
    const pages = await allPages((cursor) =>
      merchant.search({ openid, limit: 1, ...(cursor !== null && { cursor }) }),
    )
    expect(pages).toEqual([[opened.orderNo], ['begun']])
    expect(JSON.stringify(found.body)).not.toContain(openid)
    expect(log.join('')).not.toContain(openid)
  })
})

describe('what is asked of the lists', () => {
  test.each([
    'orderNoPrefix=',
    'orderNoPrefix=%25',
    `orderNoPrefix=${'x'.repeat(65)}`,
    'paidAfter=yesterday',
    'paidBefore=',
  ])('is refused: %s', async (query) => {
    const { merchant } = await openCheckout('embedded')
    expect(codeOf(await merchant.list(`?${query}`))).toBe('400 invalid_request')
  })

  test.each([
    {},
    { openid: '' },
    { openid: 'o\0' },
    { openid: 'x'.repeat(129) },
    { openid: 'o', limit: 101 },
    { openid: 'o', cursor: 'p1.o' },
    { openid: 'o', status: 'paid' },
  ])('is refused: %j', async (search) => {
    const { merchant } = await openCheckout('embedded')
    expect(codeOf(await merchant.search(search))).toBe('400 invalid_request')
  })

  test('is only for who has the key', async () => {
    const { publicUrl } = await openCheckout('embedded')
    const init = { method: 'POST', body: '{"openid":"o"}' }
    const headers = { 'content-type': 'application/json', authorization: 'Bearer wrong' }
    const answer = await fetch(new URL('api/merchant/orders/search', publicUrl), {
      ...init,
      headers,
    })
    expect(answer.status).toBe(401)
  })
})
