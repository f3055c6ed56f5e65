import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import type { Sandbox } from '../../../mocks/sandbox/sandbox'
import { aNumber, aRefund, anOrder } from './orders'
import { pluginFor, readBillWithPlugin, readWithPlugin } from './plugin-client'
import type { HeardNotice } from './plugin-client'

let sandbox: Sandbox
let client: ReturnType<typeof pluginFor>
let heard: HeardNotice[]

beforeEach(async () => {
  heard = []
  sandbox = await startSandbox({
    webhookSpeed: 0,
    noticeUrl: (body, headers) => {
      heard.push({ body, headers })
      return Promise.resolve({ status: 204, body: '' })
    },
  })
  client = pluginFor(sandbox)
})
afterEach(() => sandbox.close())

async function anOpenOrder(): Promise<string> {
  const number = aNumber()
  await client.create(anOrder(sandbox, { out_trade_no: number }))
  return number
}

async function aPaidOrder(): Promise<string> {
  const number = await anOpenOrder()
  sandbox.wechatpay.pay(number)
  return number
}

async function lastNotice(): Promise<HeardNotice> {
  await sandbox.wechatpay.flushNotices()
  const last = heard.at(-1)
  if (!last) throw new Error('no notice came')
  return last
}

describe('a client that knows neither the sandbox nor us', () => {
  test('creates an order and believes the answer', async () => {
    const { status, data } = await client.create(anOrder(sandbox))
    expect(status).toBe(200)
    expect(data['prepay_id']).toMatch(/^wx\d{12}\w{8,50}$/)
  })

  test('asks about an order that nobody has paid', async () => {
    const number = await anOpenOrder()
    const { data } = await client.query(number)
    expect(data).toMatchObject({ out_trade_no: number, trade_state: 'NOTPAY' })
    expect(data).not.toHaveProperty('transaction_id')
    expect(data).not.toHaveProperty('amount')
  })

  test('asks about an order that was paid', async () => {
    const { data } = await client.query(await aPaidOrder())
    expect(data).toMatchObject({
      trade_state: 'SUCCESS',
      trade_type: 'JSAPI',
      amount: { total: 1250, payer_total: 1250, currency: 'CNY' },
      payer: { openid: sandbox.payers[0]?.openid },
    })
  })

  test('closes an order, and believes an answer without a body', async () => {
    const number = await anOpenOrder()
    expect((await client.close(number)).status).toBe(204)
    expect((await client.query(number)).data['trade_state']).toBe('CLOSED')
  })

  test('refunds, and asks what became of it', async () => {
    const body = aRefund(await aPaidOrder(), 300)
    const { data: accepted } = await client.refund(body)
    expect(accepted['status']).toBe('PROCESSING')
    sandbox.wechatpay.finishRefunds()
    const { data } = await client.queryRefund(String(body['out_refund_no']))
    expect(data).toMatchObject({
      refund_id: accepted['refund_id'],
      status: 'SUCCESS',
      amount: { refund: 300, total: 1250, currency: 'CNY' },
    })
  })

  test('verifies and opens the notice of a payment, which says what a query says', async () => {
    const number = await aPaidOrder()
    const opened = readWithPlugin(sandbox, await lastNotice())
    expect(opened).toEqual((await client.query(number)).data)
  })

  test('verifies and opens the notice of a refund', async () => {
    await client.refund(aRefund(await aPaidOrder(), 300))
    await sandbox.wechatpay.flushNotices()
    sandbox.wechatpay.finishRefunds()
    const notice = await lastNotice()
    expect(JSON.parse(notice.body)).toMatchObject({ event_type: 'REFUND.SUCCESS' })
    const opened = readWithPlugin(sandbox, notice)
    expect(opened).toMatchObject({ refund_status: 'SUCCESS', amount: { refund: 300 } })
    expect(opened).not.toHaveProperty('appid')
  })

  test('reads the trade bill', async () => {
    const number = await aPaidOrder()
    // Its clock cannot be moved, so the payment is.
    const paidAt = Date.now() - 36 * 3_600_000
    Object.assign(sandbox.wechatpay.pay(number), { paidAt })
    const { data } = await client.bill(new Date(paidAt + 8 * 3_600_000).toISOString().slice(0, 10))
    const token = new URL(String(data['download_url'])).searchParams.get('token') ?? ''
    const { rows, summary } = readBillWithPlugin((await client.download(token)).data)
    expect(rows).toMatchObject([{ 商户订单号: number, 订单金额: '12.50' }])
    expect(summary).toMatchObject({ 订单总金额: '12.50' })
  })
})
