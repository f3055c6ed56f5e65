import { afterEach, beforeEach, expect, test } from 'vitest'
import { openShop, refusal } from './shop'
import type { Shop } from './shop'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.leave())

test.each([
  ['/description', { description: '' }],
  ['/description', { description: '长'.repeat(128) }],
  ['/description', { description: '一杯☕𠮷' }],
  ['/out_trade_no', { out_trade_no: 'short' }],
  ['/out_trade_no', { out_trade_no: 'x'.repeat(33) }],
  ['/out_trade_no', { out_trade_no: 'with space' }],
  ['/notify_url', { notify_url: 'https://shop.example.com/hook?a=1' }],
  ['/notify_url', { notify_url: 'http://shop.example.com/hook' }],
  ['/notify_url', { notify_url: 'hook' }],
  ['/amount/total', { amount: { total: 0 } }],
  ['/amount/total', { amount: { total: 12.5 } }],
  ['/amount/total', { amount: { total: '1250' } }],
  ['/amount/currency', { amount: { total: 1250, currency: 'USD' } }],
  ['/payer', { payer: undefined }],
  ['/payer/openid', { payer: { openid: 'oOfAnotherAccount' } }],
  ['/detail', { detail: null }],
  ['/attach', { attach: 'x'.repeat(129) }],
  ['/mchid', { mchid: '1900000000' }],
  ['/scene_info/payer_client_ip', { scene_info: {} }],
  ['/metadata', { metadata: {} }],
  ['/payer/nickname', { payer: { openid: 'x', nickname: 'y' } }],
])('a wrong %s is named: %j', async (field, changes) => {
  const answer = await shop.create(shop.order(changes))
  expect(refusal(answer)).toBe('400 PARAM_ERROR')
  expect(answer.body['detail']).toMatchObject({ field, location: 'body' })
  expect(shop.wechatpay.orders()).toHaveLength(0)
})

test('an account that is not the merchant’s is refused by a code of its own', async () => {
  const answer = await shop.create(shop.order({ appid: 'wx0000000000000000' }))
  expect(refusal(answer)).toBe('400 APPID_MCHID_NOT_MATCH')
})

test.each(['', '[]', '{"appid":', 'null'])('a body that is no JSON object: %s', async (body) => {
  expect(refusal(await shop.create(body))).toBe('400 PARAM_ERROR')
})

test('whatever may be left out can be left out', async () => {
  const order = shop.order({ amount: { total: 1 } })
  expect((await shop.create(order)).status).toBe(200)
})

test('an IPv6 address of the payer is taken', async () => {
  const order = shop.order({ scene_info: { payer_client_ip: '2001:db8::7' } })
  expect((await shop.create(order)).status).toBe(200)
})
