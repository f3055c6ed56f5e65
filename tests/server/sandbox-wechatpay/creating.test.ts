import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { days, hours, minutes, openShop, refusal, seconds } from './shop'
import type { Shop } from './shop'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.leave())

const openid = () => shop.sandbox.payers[0]?.openid ?? ''

describe('the same number', () => {
  test('with the same bytes is the same order, with a prepay id that can be paid', async () => {
    const { number, bytes } = await shop.anOpenOrder()
    const { status, body } = await shop.create(bytes)
    expect(status).toBe(200)
    expect(shop.wechatpay.orders()).toHaveLength(1)
    expect(shop.wechatpay.payByPrepay(String(body['prepay_id']), openid())).toBe('ok')
    expect(await shop.stateOf(number)).toBe('SUCCESS')
  })

  test.each([
    ['another price', { amount: { total: 1251, currency: 'CNY' } }],
    ['another expiry', { time_expire: '2026-11-25T12:31:00+08:00' }],
    ['another description', { description: '手冲咖啡' }],
  ])('with %s is refused, and the order stays as it was', async (_, changes) => {
    const { number } = await shop.anOpenOrder({ time_expire: '2026-11-25T12:30:00+08:00' })
    const answer = await shop.create(
      shop.order({ out_trade_no: number, time_expire: '2026-11-25T12:30:00+08:00', ...changes }),
    )
    expect(refusal(answer)).toBe('400 INVALID_REQUEST')
    expect(answer.body['message']).toContain('请求重入')
    expect(answer.headers['request-id']).toMatch(/-268498688$/)
    expect(shop.wechatpay.orders()).toMatchObject([{ total: 1250 }])
  })

  test('with equal values in other bytes is refused like another order', async () => {
    const { bytes } = await shop.anOpenOrder()
    const other = bytes.replace('{', '{ ')
    expect(refusal(await shop.create(other))).toBe('400 INVALID_REQUEST')
  })

  test('says so once it was paid', async () => {
    const { number, bytes } = await shop.anOpenOrder()
    shop.wechatpay.pay(number)
    expect(refusal(await shop.create(bytes))).toBe('400 ORDER_PAID')
  })

  test('says so once it was closed', async () => {
    const { number, bytes } = await shop.anOpenOrder()
    await shop.close(number)
    expect(refusal(await shop.create(bytes))).toBe('400 ORDER_CLOSED')
  })
})

describe('a prepay id', () => {
  test('lives two hours, whatever time_expire says', async () => {
    const { prepayId } = await shop.anOpenOrder({ time_expire: '2026-11-26T12:00:00+08:00' })
    shop.wait(2 * hours - 1)
    expect(shop.wechatpay.canPay(prepayId, openid())).toBe('ok')
    shop.wait(1)
    expect(shop.wechatpay.canPay(prepayId, openid())).toBe('expired')
  })

  test('can be had anew by the same bytes, after the first has died', async () => {
    const { bytes } = await shop.anOpenOrder({ time_expire: '2026-11-26T12:00:00+08:00' })
    shop.wait(3 * hours)
    const { body } = await shop.create(bytes)
    expect(shop.wechatpay.canPay(String(body['prepay_id']), openid())).toBe('ok')
  })

  test('is paid by nobody but whom it was made for', async () => {
    const { prepayId } = await shop.anOpenOrder()
    const other = shop.sandbox.payers[1]?.openid ?? ''
    expect(shop.wechatpay.payByPrepay(prepayId, other)).toBe('wrong_payer')
  })
})

describe('time_expire', () => {
  test('ends paying and leaves the order NOTPAY', async () => {
    const { number, prepayId } = await shop.anOpenOrder({
      time_expire: '2026-11-25T12:05:00+08:00',
    })
    shop.wait(5 * minutes)
    expect(shop.wechatpay.payByPrepay(prepayId, openid())).toBe('expired')
    expect(await shop.stateOf(number)).toBe('NOTPAY')
  })

  test('is moved to a minute where it lies nearer', async () => {
    const { prepayId } = await shop.anOpenOrder({ time_expire: '2026-11-25T12:00:10+08:00' })
    shop.wait(59 * seconds)
    expect(shop.wechatpay.canPay(prepayId, openid())).toBe('ok')
  })

  test.each([
    ['as v2 wrote it', '20261125123000'],
    ['without a zone', '2026-11-25T12:30:00'],
    ['that has passed', '2026-11-25T11:59:59+08:00'],
  ])('%s is refused', async (_, time) => {
    const answer = await shop.create(shop.order({ time_expire: time }))
    expect(refusal(answer)).toBe('400 PARAM_ERROR')
    expect(answer.body['detail']).toMatchObject({ field: '/time_expire' })
  })
})

test('after seven days WeChat Pay closes what nobody paid', async () => {
  const { number } = await shop.anOpenOrder()
  shop.wait(7 * days - 1)
  expect(await shop.stateOf(number)).toBe('NOTPAY')
  shop.wait(1)
  expect(await shop.stateOf(number)).toBe('CLOSED')
})

test('a number that nobody has used is not there', async () => {
  expect(refusal(await shop.query('ch20261125000000'))).toBe('404 ORDER_NOT_EXIST')
})
