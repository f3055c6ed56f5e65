/** A payer with a coupon pays less than the order's total; the numbers are those of the vectors. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { vectors } from '../wechatpay/vectors'
import { hours, minutes, openShop } from './shop'
import type { Shop } from './shop'

let shop: Shop
let number: string
beforeEach(async () => {
  shop = await openShop()
  shop.faults.set({ wxpay_coupon: 300 })
  number = await shop.aPaidOrder({ amount: { total: 12345, currency: 'CNY' } })
})
afterEach(() => shop.leave())

const refund = (fen: number) =>
  shop.refund(shop.aRefund(number, fen, { amount: { refund: fen, total: 12345, currency: 'CNY' } }))

describe('with a coupon', () => {
  test('the order’s total stays, and what the payer paid is told beside it', async () => {
    const { body } = await shop.query(number)
    expect(body['amount']).toMatchObject({ total: 12345, payer_total: 12045 })
    expect(body['promotion_detail']).toMatchObject([{ amount: 300 }])
  })

  test('a refund gives the payer back the share that the payer paid', async () => {
    const { body } = await refund(6172)
    expect(body['amount']).toMatchObject({
      ...{ total: 12345, refund: 6172, payer_total: 12045, payer_refund: 6022 },
      discount_refund: 150,
    })
  })

  test('a bill has all of it, as the vector’s has', async () => {
    shop.wait(minutes)
    await refund(6172)
    shop.wechatpay.finishRefunds()
    shop.wait(24 * hours)
    const { body } = await shop.ask({
      method: 'GET',
      path: '/v3/bill/tradebill?bill_date=2026-11-25',
    })
    const { pathname, search } = new URL(String(body['download_url']))
    const { bytes } = await shop.ask({ method: 'GET', path: pathname + search })
    const sumsIn = (text: string) => text.split('\r\n').map((line) => line.match(/`-?\d+\.\d+/g))
    expect(sumsIn(bytes.toString())).toEqual(sumsIn(vectors.tradeBill.text))
  })
})

test('a coupon never pays all of it', async () => {
  const small = await shop.aPaidOrder({ amount: { total: 1 } })
  expect((await shop.query(small)).body['amount']).toMatchObject({ total: 1, payer_total: 1 })
})
