import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { days, minutes, openShop, refusal, seconds } from './shop'
import type { Shop } from './shop'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.leave())

const refunded = (number: string) => {
  const order = shop.wechatpay.orders().find((one) => one.outTradeNo === number)
  return order ? shop.wechatpay.refundsOf(order).map(({ amount }) => amount) : []
}

describe('a refund', () => {
  test('sent twice under one number is paid back once', async () => {
    const number = await shop.aPaidOrder()
    const body = shop.aRefund(number, 300)
    const first = await shop.refund(body)
    const second = await shop.refund(body)
    expect(second.body['refund_id']).toBe(first.body['refund_id'])
    expect(refunded(number)).toEqual([300])
  })

  test('under one number with another amount is refused', async () => {
    const number = await shop.aPaidOrder()
    const body = shop.aRefund(number, 300, { out_refund_no: 'rf1' })
    await shop.refund(body)
    const answer = await shop.refund(shop.aRefund(number, 301, { out_refund_no: 'rf1' }))
    expect(refusal(answer)).toBe('400 INVALID_REQUEST')
    expect(answer.body['message']).toContain('与之前请求不一致')
    expect(refunded(number)).toEqual([300])
  })

  test('under another number is another refund', async () => {
    const number = await shop.aPaidOrder()
    await shop.refund(shop.aRefund(number, 300))
    shop.wait(minutes)
    expect((await shop.refund(shop.aRefund(number, 300))).status).toBe(200)
    expect(refunded(number)).toEqual([300, 300])
  })

  test('less than a minute after another of the order is refused, and may come later', async () => {
    const number = await shop.aPaidOrder()
    await shop.refund(shop.aRefund(number, 300))
    const body = shop.aRefund(number, 200)
    shop.wait(59 * seconds)
    expect(refusal(await shop.refund(body))).toBe('429 FREQUENCY_LIMITED')
    shop.wait(1 * seconds)
    expect((await shop.refund(body)).status).toBe(200)
  })

  test('of what is left as the total is refused: the total is the order’s', async () => {
    const number = await shop.aPaidOrder()
    await shop.refund(shop.aRefund(number, 300))
    shop.wait(minutes)
    const amount = { refund: 300, total: 950, currency: 'CNY' }
    expect(refusal(await shop.refund(shop.aRefund(number, 300, { amount })))).toBe(
      '400 INVALID_REQUEST',
    )
  })

  test('of more than is left is refused', async () => {
    const number = await shop.aPaidOrder()
    await shop.refund(shop.aRefund(number, 1000))
    shop.wait(minutes)
    expect(refusal(await shop.refund(shop.aRefund(number, 251)))).toBe('400 INVALID_REQUEST')
  })

  test('without a currency is refused, other than an order', async () => {
    const number = await shop.aPaidOrder()
    const answer = await shop.refund(
      shop.aRefund(number, 300, { amount: { refund: 300, total: 1250 } }),
    )
    expect(answer.body['detail']).toMatchObject({ field: '/amount/currency' })
  })

  test('of what nobody paid is refused', async () => {
    const { number } = await shop.anOpenOrder()
    expect(refusal(await shop.refund(shop.aRefund(number, 300)))).toBe('404 RESOURCE_NOT_EXISTS')
  })

  test('by the transaction is the same order’s', async () => {
    const number = await shop.aPaidOrder()
    const [order] = shop.wechatpay.orders()
    const body = { ...shop.aRefund(number, 300), out_trade_no: undefined }
    expect((await shop.refund({ ...body, transaction_id: order?.transactionId })).status).toBe(200)
    expect(refunded(number)).toEqual([300])
  })

  test('a year after the payment is refused', async () => {
    const number = await shop.aPaidOrder()
    shop.wait(366 * days)
    expect(refusal(await shop.refund(shop.aRefund(number, 300)))).toBe('403 RULE_LIMIT')
  })

  test('is the fiftieth at most', async () => {
    const number = await shop.aPaidOrder()
    for (let count = 0; count < 50; count += 1) {
      expect((await shop.refund(shop.aRefund(number, 1))).status).toBe(200)
      shop.wait(minutes)
    }
    expect(refusal(await shop.refund(shop.aRefund(number, 1)))).toBe('403 RULE_LIMIT')
  })

  test('of a number that needs escaping is found by it', async () => {
    const number = await shop.aPaidOrder()
    await shop.refund(shop.aRefund(number, 300, { out_refund_no: 'rf|2026*01@1' }))
    expect((await shop.queryRefund('rf|2026*01@1')).body['out_refund_no']).toBe('rf|2026*01@1')
  })

  test('that was never accepted is not there', async () => {
    expect(refusal(await shop.queryRefund('rf0'))).toBe('404 RESOURCE_NOT_EXISTS')
  })
})

describe('what becomes of it', () => {
  test('is not known when it is accepted', async () => {
    const number = await shop.aPaidOrder()
    const { body } = await shop.refund(shop.aRefund(number, 300))
    expect(body['status']).toBe('PROCESSING')
    expect(body).not.toHaveProperty('success_time')
    expect(await shop.stateOf(number)).toBe('REFUND')
  })

  test.each(['CLOSED', 'ABNORMAL'])('can be %s', async (end) => {
    const body = shop.aRefund(await shop.aPaidOrder(), 300, { out_refund_no: 'rf1' })
    await shop.refund(body)
    shop.faults.set({ wxpay_refund_ends: end })
    shop.wechatpay.finishRefunds()
    const { body: told } = await shop.queryRefund('rf1')
    expect(told['status']).toBe(end)
    expect(told).not.toHaveProperty('success_time')
  })

  test('leaves the money for a new number once it was refused for good', async () => {
    const number = await shop.aPaidOrder()
    await shop.refund(shop.aRefund(number, 1250))
    shop.faults.set({ wxpay_refund_ends: 'CLOSED' })
    shop.wechatpay.finishRefunds()
    shop.wait(minutes)
    expect((await shop.refund(shop.aRefund(number, 1250))).status).toBe(200)
  })
})

test('somebody can refund in the console, never more than is left', async () => {
  const number = await shop.aPaidOrder()
  shop.wechatpay.refundByHand(number, 1000)
  expect(() => shop.wechatpay.refundByHand(number, 251)).toThrow()
  expect(refunded(number)).toEqual([1000])
})
