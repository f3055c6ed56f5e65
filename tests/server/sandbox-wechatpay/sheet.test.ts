/** The sandbox's phone takes a sheet that a merchant of WeChat Pay's own has signed. */
import { createPrivateKey } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { bridgeParameters } from '../../../server/gateways/wechatpay/bridge'
import { openShop } from './shop'
import type { Shop } from './shop'

type Json = Record<string, unknown>

let shop: Shop
let publicUrl: string

beforeEach(async () => {
  const phonePort = await freePort()
  publicUrl = `http://127.0.0.1:${phonePort}/pay/`
  const backendUrl = 'http://127.0.0.1:9'
  shop = await openShop({ phonePort, checkout: { publicUrl, backendUrl } })
})
afterEach(() => shop.leave())

async function command(name: string, body: Json): Promise<Json> {
  const address = new URL(`/__sandbox/${name}`, publicUrl)
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) })
  return (await response.json()) as Json
}

async function aSheet() {
  const { number, prepayId } = await shop.anOpenOrder()
  const { appid: appId, merchant } = shop.wechatpay.account
  const params = await bridgeParameters(
    { appId, prepayId, now: shop.now(), nonce: 'A1B2C3' },
    createPrivateKey(merchant.privateKey),
  )
  return { number, prepayId, params }
}

const open = (params: object) =>
  command('sheet', { params, url: `${publicUrl}checkout`, landing: `${publicUrl}checkout` })
const pay = (prepayId: string) => command('pay', { prepayId, pin: '123456' })

describe('the sheet', () => {
  test('opens for what our own bridge signed', async () => {
    const { params, prepayId } = await aSheet()
    const shown = { kind: 'sheet', prepayId, amount: 1250, subject: '手冲咖啡「礼盒」' }
    expect(await open(params)).toMatchObject(shown)
  })

  test.each<[string, Json]>([
    ['another nonce', { nonceStr: 'other' }],
    ['another time', { timeStamp: '1' }],
    ['the way Paymax signs', { signType: 'MD5' }],
  ])('does not open with %s than was signed', async (_, changes) => {
    const { params } = await aSheet()
    expect(await open({ ...params, ...changes })).toMatchObject({ text: '支付验证签名失败' })
  })

  test('does not open for an order that was closed', async () => {
    const { params, number } = await aSheet()
    await shop.close(number)
    expect(await open(params)).toMatchObject({ text: '该订单已关闭，请重新下单' })
  })

  test('takes the PIN and the money', async () => {
    const { number, prepayId } = await aSheet()
    const [payer] = shop.sandbox.payers
    const before = payer?.balance ?? 0
    expect(await command('pay', { prepayId, pin: '000000' })).toMatchObject({
      outcome: 'wrong_pin',
    })
    expect(await pay(prepayId)).toEqual({ outcome: 'ok' })
    expect(payer?.balance).toBe(before - 1250)
    expect(await shop.stateOf(number)).toBe('SUCCESS')
  })

  test('takes no more than the payer has', async () => {
    const { number, prepayId } = await aSheet()
    const [payer] = shop.sandbox.payers
    if (payer) payer.balance = 1249
    expect(await pay(prepayId)).toMatchObject({ outcome: 'poor' })
    expect(await shop.stateOf(number)).toBe('NOTPAY')
  })

  test('that fails leaves the order as it was, to be paid with the next attempt', async () => {
    const { number, prepayId } = await aSheet()
    shop.faults.set({ pay_fails: 'AMOUNT_NOT_ENOUGH' })
    expect(await pay(prepayId)).toMatchObject({ outcome: 'refused' })
    expect(await shop.stateOf(number)).toBe('NOTPAY')
    shop.faults.reset()
    expect(await pay(prepayId)).toEqual({ outcome: 'ok' })
  })
})

describe('from the panel an order', () => {
  const act = (id: string, name: string) =>
    command('charge', { gateway: 'wechatpay', id, act: name })

  test.each([
    ['pay', 'SUCCESS'],
    ['close', 'CLOSED'],
    ['expire', 'NOTPAY'],
  ])('is acted on: %s', async (name, state) => {
    const { number } = await shop.anOpenOrder()
    expect(await act(number, name)).toEqual({ refused: '' })
    expect(await shop.stateOf(number)).toBe(state)
  })

  test('is refunded by half, then of the rest', async () => {
    const number = await shop.aPaidOrder()
    await act(number, 'refund_half_by_hand')
    await act(number, 'refund_by_hand')
    const [order] = shop.wechatpay.orders()
    const amounts = order && shop.wechatpay.refundsOf(order).map(({ amount }) => amount)
    expect(amounts).toEqual([625, 625])
    expect((await act(number, 'refund_by_hand'))['refused']).toContain('退款金额')
  })

  test('that was paid is told of again', async () => {
    const number = await shop.aPaidOrder()
    await act(number, 'webhook')
    expect(shop.heard).toHaveLength(1)
  })

  test('and its notices are delivered now', async () => {
    await shop.aPaidOrder()
    await command('flush', {})
    expect(shop.heard).toHaveLength(1)
  })

  test('is not one of Paymax', async () => {
    const { number } = await shop.anOpenOrder()
    expect(await command('charge', { gateway: 'paymax', id: number, act: 'pay' })).toEqual({
      refused: 'nothing to do',
    })
  })
})
