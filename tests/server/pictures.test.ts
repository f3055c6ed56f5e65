import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CheckoutOptions } from '../../server/contract/checkout'
import type { Order } from '../../server/contract/orders'
import { openCheckout } from './support/checkout'

async function shop() {
  const checkout = await openCheckout('embedded')
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, checkout.publicUrl), { headers })
  return { ...checkout, ask }
}

test('an item’s picture is served one level under the payment directory, and is cacheable', async () => {
  const { ask } = await shop()
  const picture = await ask('items/coffee.svg')
  expect(picture.status).toBe(200)
  expect(picture.headers.get('content-type')).toBe('image/svg+xml')
  expect(picture.headers.get('cache-control')).toBe('public, max-age=3600')
  expect(await picture.text()).toBe(readFileSync('tests/server/support/coffee.svg', 'utf8'))
  const etag = picture.headers.get('etag') ?? ''
  expect((await ask('items/coffee.svg', { 'if-none-match': etag })).status).toBe(304)
})

test('a picture opened by itself can run nothing', async () => {
  const { ask } = await shop()
  const policy = (await ask('items/coffee.svg')).headers.get('content-security-policy')
  expect(policy).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox",
  )
})

test('nothing else of the catalogue’s folder is served', async () => {
  const { ask } = await shop()
  for (const path of ['items/catalog.json', 'items/cake.svg', 'items/coffee.png']) {
    expect((await ask(path)).status, path).toBe(404)
  }
})

test('an order shows the picture of its item, and every other order none', async () => {
  const { phone, merchant } = await shop()
  const payer = phone()
  await payer.signedIn('checkout')
  const opened = async (wish: object, key: string) =>
    (await payer.post<Order>('api/orders', wish, { 'idempotency-key': key })).body.picture
  expect(await opened({ item: 'coffee' }, 'a')).toBe('items/coffee.svg')
  expect(await opened({ item: 'cake' }, 'b')).toBeNull()
  expect(await opened({ amount: 100 }, 'c')).toBeNull()
  expect((await merchant.placed()).picture).toBeNull()
  const { items } = (await payer.get<CheckoutOptions>('api/options')).body
  expect(items.map(({ picture }) => picture)).toEqual(['items/coffee.svg', null])
})

test('the order that comes with a login has its picture', async () => {
  const { phone } = await shop()
  const { body } = await phone().signIn('checkout?item=coffee')
  expect(body.checkout?.order.picture).toBe('items/coffee.svg')
})
