/** An outage is told once and then how often, however many ask meanwhile. */
import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { RefundRecord } from '../../server/payments/core/records'
import { noteUnanswered } from '../../server/payments/refunds/refund-answers'
import type { QueryDeps } from '../../server/payments/reports/query-charge'
import { createOutageLog } from '../../server/runtime/sampled-log'
import { openCheckout, type Checkout } from './support/checkout'
import { tillOf } from './support/till'

interface Line {
  readonly msg: string
  readonly code?: string
  readonly leftOut?: number
  readonly err?: { readonly stack: string }
}

const lines = (log: readonly string[], msg: string) =>
  log.map((line) => JSON.parse(line) as Line).filter((line) => line.msg === msg)

/** Somebody signs in and wants to pay an order of their own. @returns how that is answered */
async function statusOfCharge({ merchant, phone }: Pick<Checkout, 'merchant' | 'phone'>) {
  const { orderId } = await merchant.placed()
  const payer = phone()
  await payer.signedIn(`checkout?order=${orderId}`)
  return (await payer.post(`api/orders/${orderId}/charges`, {})).status
}

test('a WeChat that is away makes one stack a minute, not one a payer', async () => {
  const { sandbox, phone, log, freeze, advance } = await openCheckout('embedded')
  freeze()
  sandbox.faults.set({ wechat_api: 'down' })
  for (let payers = 0; payers < 8; payers += 1) await phone().signIn('checkout')
  expect(lines(log, 'failed')).toMatchObject([{ code: 'wechat_unavailable', leftOut: 0 }])
  expect(log.join('').length).toBeLessThan(4_000)
  advance(60_000)
  await phone().signIn('checkout')
  expect(lines(log, 'failed')).toMatchObject([{ leftOut: 0 }, { leftOut: 7 }])
})

test('a gateway that is away makes one stack a minute, however many try to pay', async () => {
  const { sandbox, phone, merchant, log, freeze } = await openCheckout('embedded')
  freeze()
  sandbox.faults.set({ gateway_down: 'cut' })
  for (let payers = 0; payers < 4; payers += 1) {
    expect(await statusOfCharge({ merchant, phone })).toBe(503)
  }
  expect(lines(log, 'failed')).toMatchObject([{ code: 'gateway_unavailable', leftOut: 0 }])
  // Which payment it was is told of each.
  expect(lines(log, 'no charge was made')).toHaveLength(4)
})

test('a gateway that answers no query is told of once a minute', async () => {
  const { sandbox, merchant, phone, log, advance, freeze } = await openCheckout('embedded')
  const orders = await Promise.all([1, 2, 3, 4].map(() => merchant.placed()))
  for (const { orderId } of orders) {
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    await payer.post(`api/orders/${orderId}/charges`, {})
  }
  freeze()
  sandbox.faults.set({ gateway_down: 'cut' })
  const told = async () => {
    await Promise.all(orders.map(({ orderId }) => phone().get(`api/orders/${orderId}/payment`)))
    return lines(log, 'the status query was not answered')
  }
  await expect.poll(told).toMatchObject([{ leftOut: 0 }])
  // All of them are due again.
  advance(55_000)
  expect(await told()).toHaveLength(1)
  advance(6_000)
  await expect.poll(told).toMatchObject([{ leftOut: 0 }, { leftOut: expect.any(Number) }])
  const [, second] = await told()
  expect(second?.leftOut).toBeGreaterThan(2)
})

test('a refund call without an answer is told of once a minute, a no each time', () => {
  const told: object[] = []
  const warn = (fields: object, message: string) => told.push({ ...fields, message })
  const log = { info: () => undefined, warn, error: () => undefined }
  let now = 0
  const deps = { log, outages: createOutageLog(() => now, log) } as unknown as QueryDeps
  const note = (outcome: 'lost' | 'denied') => {
    const failure = { reason: 'unanswered', code: 'deadline', message: '' } as const
    noteUnanswered(deps, { refundId: 'r', orderId: 'o' } as RefundRecord, { outcome, failure })
  }
  for (let times = 0; times < 3; times += 1) note('lost')
  now = 60_000
  note('lost')
  expect(told).toMatchObject([
    { leftOut: 0 },
    { leftOut: 2, message: expect.stringContaining('refund call') },
  ])
  for (let times = 0; times < 3; times += 1) note('denied')
  expect(told).toHaveLength(5)
})

test('a gateway that answers no refund is told of once a minute, however many wait for one', async () => {
  const { sandbox, merchant, phone, log, advance, freeze } = await openCheckout('embedded')
  const till = tillOf(sandbox, 'paymax')
  const orders = await Promise.all([1, 2, 3, 4].map(() => merchant.placed()))
  for (const { orderId, orderNo } of orders) {
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    const { body } = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
    till.pay(body.chargeId)
    await till.tell()
    const status = async () => (await merchant.read(orderNo)).body.status
    await expect.poll(status).toBe('paid')
  }
  freeze()
  till.trouble.unsaid()
  const refund = async ({ orderNo }: { readonly orderNo: string }) =>
    expect((await merchant.refund(orderNo, { amount: 100 })).status).toBe(201)
  const [last, ...first] = orders
  for (const order of first) await refund(order)
  const lost = `gateway_calls_total{gateway="paymax",call="refund",outcome="lost"} ${first.length}`
  await expect.poll(() => merchant.metrics()).toContain(lost)
  const told = () => lines(log, 'a refund call was not answered')
  await expect.poll(told).toMatchObject([{ leftOut: 0 }])
  advance(60_000)
  if (last) await refund(last)
  await expect.poll(told).toMatchObject([{ leftOut: 0 }, { leftOut: 2 }])
})

test('a WeChat Pay that answers nothing but 503 is told of once a minute', async () => {
  const { sandbox, merchant, phone, log, freeze } = await openCheckout('embedded', {
    GATEWAY: 'wechatpay',
  })
  freeze()
  tillOf(sandbox, 'wechatpay').trouble.down('503')
  for (let payers = 0; payers < 3; payers += 1) {
    expect(await statusOfCharge({ merchant, phone })).toBe(503)
  }
  const told = lines(log, 'WeChat Pay answered with a failure')
  expect(told).toMatchObject([{ kind: '503', leftOut: 0 }])
})

test('answers of WeChat Pay that do not verify are told of once a minute, each kind by itself', async () => {
  const { sandbox, merchant, phone, log, freeze, advance } = await openCheckout('embedded', {
    GATEWAY: 'wechatpay',
  })
  freeze()
  const told = () => lines(log, 'an answer does not verify')
  const pay = async () => expect(await statusOfCharge({ merchant, phone })).toBe(502)
  tillOf(sandbox, 'wechatpay').trouble.untrusted()
  for (let payers = 0; payers < 3; payers += 1) await pay()
  const path = '/v3/pay/transactions/jsapi'
  const altered = { path, verdict: 'bad_signature' }
  expect(told()).toMatchObject([{ ...altered, leftOut: 0 }])
  sandbox.faults.set({ wxpay_answers: 'unsigned' })
  await pay()
  expect(told().slice(1)).toMatchObject([{ path, verdict: 'missing_header', leftOut: 0 }])
  advance(60_000)
  tillOf(sandbox, 'wechatpay').trouble.untrusted()
  await pay()
  await expect.poll(() => told().length).toBeGreaterThan(2)
  const [, , again] = told()
  expect(again).toMatchObject({ verdict: 'bad_signature' })
  expect(again?.leftOut).toBeGreaterThan(1)
})

test('a signature of ours that WeChat Pay refuses is told of once a minute', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { merchant, phone, log, freeze, advance } = await openCheckout('embedded', {
    GATEWAY: 'wechatpay',
    WECHATPAY_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  })
  freeze()
  const told = () => lines(log, 'WeChat Pay does not accept our signature')
  const pay = async () => expect(await statusOfCharge({ merchant, phone })).toBeGreaterThan(400)
  for (let payers = 0; payers < 3; payers += 1) await pay()
  expect(told()).toMatchObject([{ leftOut: 0 }])
  advance(60_000)
  await pay()
  await expect.poll(told).toMatchObject([{ leftOut: 0 }, { leftOut: expect.any(Number) }])
  expect(told()[1]?.leftOut).toBeGreaterThan(1)
})

test('what fails here is told each time, with its stack', async () => {
  const { backend, phone, log } = await openCheckout('embedded')
  backend.payments.repository.orderWithLastCharge = () => Promise.reject(new Error('inside'))
  for (let times = 0; times < 3; times += 1) await phone().get('api/orders/x')
  const told = lines(log, 'failed')
  expect(told).toHaveLength(3)
  for (const { err } of told) expect(err?.stack).toContain('inside')
})
