import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openShop, refusal } from './shop'
import type { Shop } from './shop'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.leave())

const openid = () => shop.sandbox.payers[0]?.openid ?? ''

describe('a close', () => {
  test('is a signed answer without a body', async () => {
    const { number } = await shop.anOpenOrder()
    const { status, bytes, headers } = await shop.close(number)
    expect([status, bytes.length]).toEqual([204, 0])
    expect(headers['wechatpay-signature']).toMatch(/^[\w+/]{300,}=*$/)
  })

  test('makes the order unpayable, however young it is', async () => {
    const { number, prepayId } = await shop.anOpenOrder()
    await shop.close(number)
    expect(shop.wechatpay.payByPrepay(prepayId, openid())).toBe('closed')
    expect(await shop.stateOf(number)).toBe('CLOSED')
  })

  test('may be said again', async () => {
    const { number } = await shop.anOpenOrder()
    await shop.close(number)
    expect((await shop.close(number)).status).toBe(204)
  })

  test('says 204 to a number that was never used', async () => {
    expect((await shop.close('ch20261125mistyped')).status).toBe(204)
    expect(refusal(await shop.query('ch20261125mistyped'))).toBe('404 ORDER_NOT_EXIST')
  })

  test('burns a number that was never used', async () => {
    await shop.close('ch20261125lost')
    const answer = await shop.create(shop.order({ out_trade_no: 'ch20261125lost' }))
    expect(refusal(answer)).toBe('400 INVALID_REQUEST')
    expect(answer.body['message']).toContain('请求重入')
  })

  test('of what was paid says so, and closes nothing', async () => {
    const number = await shop.aPaidOrder()
    expect(refusal(await shop.close(number))).toBe('400 ORDER_PAID')
    expect(await shop.stateOf(number)).toBe('SUCCESS')
  })

  test.each([
    ['without the merchant', {}],
    ['by another merchant', { mchid: '1900000000' }],
    ['that spells the merchant otherwise', { mch_id: '1900000001' }],
  ])('%s is refused', async (_, body) => {
    const { number } = await shop.anOpenOrder()
    expect(refusal(await shop.close(number, body))).toBe('400 PARAM_ERROR')
    expect(await shop.stateOf(number)).toBe('NOTPAY')
  })

  test('can say 204 and close nothing', async () => {
    const { number } = await shop.anOpenOrder()
    shop.faults.set({ wxpay_close_idle: true })
    expect((await shop.close(number)).status).toBe(204)
    expect(await shop.stateOf(number)).toBe('NOTPAY')
  })
})

test('somebody can close it in the console', async () => {
  const { number } = await shop.anOpenOrder()
  shop.wechatpay.closeByHand(number)
  expect(await shop.stateOf(number)).toBe('CLOSED')
})
