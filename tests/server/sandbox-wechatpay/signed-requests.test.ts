import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { keyPairFor } from '../../../mocks/sandbox/keys'
import type { Bend } from './line'
import { openShop, refusal } from './shop'
import type { Shop } from './shop'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.leave())

const create = (bend: Bend) => shop.create(shop.order(), bend)
const second = () => Math.floor(shop.now() / 1000)

describe('a request is not looked at', () => {
  test.each<[string, Bend]>([
    ['without an Authorization', { headers: { Authorization: '' } }],
    ['of another scheme', { headers: { Authorization: 'Bearer x' } }],
    ['whose body was signed otherwise', { signedBody: '{}' }],
    ['signed by a stranger', { privateKey: keyPairFor('stranger').privateKey }],
    ['under another serial', { serial: 'A'.repeat(40) }],
    ['whose nonce is too long', { nonce: 'a'.repeat(33) }],
    ['whose nonce has a sign in it', { nonce: 'a-b' }],
    ['whose time is in milliseconds', { timestamp: '1796011200000' }],
  ])('%s', async (_, bend) => {
    expect(refusal(await create(bend))).toBe('401 SIGN_ERROR')
    expect(shop.wechatpay.orders()).toHaveLength(0)
  })

  test('of another merchant', async () => {
    expect(refusal(await create({ mchid: '1900009999' }))).toBe('400 MCH_NOT_EXISTS')
  })

  test.each([-301, 301])('%i s from its own clock', async (offset) => {
    expect(refusal(await create({ timestamp: second() + offset }))).toBe('401 SIGN_ERROR')
  })

  test.each(['Accept', 'User-Agent'])('without %s', async (name) => {
    expect(refusal(await create({ headers: { [name]: '' } }))).toBe('400 PARAM_ERROR')
  })
})

describe('a request is done', () => {
  test.each([-300, 300])('%i s from its clock', async (offset) => {
    expect((await create({ timestamp: second() + offset })).status).toBe(200)
  })

  test('whose serial is in lower case', async () => {
    const serial = shop.wechatpay.account.serial.toLowerCase()
    expect((await create({ serial })).status).toBe(200)
  })

  test('that comes a second time in the same bytes, as one sent to the second entry does', async () => {
    const bend = { nonce: 'A1B2C3', timestamp: second() }
    const order = shop.order()
    expect((await shop.create(order, bend)).status).toBe(200)
    expect((await shop.create(order, bend)).status).toBe(200)
    expect(shop.wechatpay.orders()).toHaveLength(1)
  })
})

test('who signed otherwise is told what it looked like from here', async () => {
  const { body } = await create({ signedBody: '{}', nonce: 'A1B2C3' })
  const { sign_information: told } = body['detail'] as Record<string, Record<string, unknown>>
  expect(told).toMatchObject({ method: 'POST', url: '/v3/pay/transactions/jsapi' })
  expect(told?.['truncated_sign_message']).toMatch(
    /^POST\n\/v3\/pay\/transactions\/jsapi\n\d{10}\nA1B2C3\n\{/,
  )
})

test('a call that there is not is none', async () => {
  const answer = await shop.ask({ method: 'GET', path: '/v3/pay/partner/transactions' })
  expect(refusal(answer)).toBe('404 RESOURCE_NOT_EXISTS')
})

test('a path that cannot be decoded ends in an answer', async () => {
  expect((await shop.ask({ method: 'GET', path: '/v3/refund/%E4' })).status).toBe(500)
})
