import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openShop, refusal, seconds } from './shop'
import type { Shop } from './shop'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.leave())

describe('every answer', () => {
  test('names the request, for whoever asks support', async () => {
    const { headers } = await shop.create(shop.order())
    expect(headers['request-id']).toMatch(/^[0-9A-F]{16}-\d+$/)
  })

  test('is unsigned where it is a failure', async () => {
    const { status, headers } = await shop.query('ch20261125none')
    expect(status).toBe(404)
    expect(headers).not.toHaveProperty('wechatpay-signature')
  })

  test.each(['503', 'cut'])('can be none: %s', async (down) => {
    shop.faults.set({ wxpay_down: down })
    const answer = shop.create(shop.order())
    if (down === '503') expect((await answer).status).toBe(503)
    else await expect(answer).rejects.toThrow()
    expect(shop.wechatpay.orders()).toHaveLength(0)
  })

  test.each([
    ['FREQUENCY_LIMITED', 429],
    ['SYSTEM_ERROR', 500],
    ['NO_AUTH', 403],
  ])('can be the refusal %s', async (code, status) => {
    shop.faults.set({ wxpay_refuses: code })
    expect(refusal(await shop.create(shop.order()))).toBe(`${status} ${code}`)
    expect(shop.wechatpay.orders()).toHaveLength(0)
  })

  test.each([
    ['ORDER_PAID', 'ORDERPAID'],
    ['SYSTEM_ERROR', 'SYSTEMERROR'],
    ['RULE_LIMIT', 'RULELIMIT'],
  ])('can spell %s as older pages do', async (code, spelling) => {
    shop.faults.set({ wxpay_old_codes: true, wxpay_refuses: code })
    expect((await shop.create(shop.order())).body['code']).toBe(spelling)
  })
})

describe('what was done can stay unsaid', () => {
  test('a create whose answer is lost', async () => {
    shop.faults.set({ wxpay_done_unsaid: 'cut' })
    await expect(shop.create(shop.order())).rejects.toThrow()
    expect(shop.wechatpay.orders()).toMatchObject([{ state: 'NOTPAY' }])
  })

  test('a close that answers 500', async () => {
    const { number } = await shop.anOpenOrder()
    shop.faults.set({ wxpay_done_unsaid: '500' })
    expect(refusal(await shop.close(number))).toBe('500 SYSTEM_ERROR')
    expect(await shop.stateOf(number)).toBe('CLOSED')
  })

  test('a refund, which the same number finds again', async () => {
    const body = shop.aRefund(await shop.aPaidOrder(), 300)
    shop.faults.set({ wxpay_done_unsaid: '500' })
    await shop.refund(body)
    shop.faults.reset()
    expect((await shop.refund(body)).body['status']).toBe('PROCESSING')
    const [order] = shop.wechatpay.orders()
    expect(order && shop.wechatpay.refundsOf(order)).toHaveLength(1)
  })

  test('a question is always answered', async () => {
    const { number } = await shop.anOpenOrder()
    shop.faults.set({ wxpay_done_unsaid: 'cut' })
    expect(await shop.stateOf(number)).toBe('NOTPAY')
  })
})

test('a query can lag behind the money, for so long', async () => {
  const number = await shop.aPaidOrder()
  shop.faults.set({ wxpay_lag: 60 })
  const { body } = await shop.query(number)
  expect(body['trade_state']).toBe('NOTPAY')
  expect(body).not.toHaveProperty('transaction_id')
  shop.wait(60 * seconds)
  expect(await shop.stateOf(number)).toBe('SUCCESS')
})
