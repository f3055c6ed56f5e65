import { createPrivateKey, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import vectors from '../fixtures/paymax-vectors.json'
import { app, charge, gatewayAt } from './paymax-line'

const paymaxKey = createPrivateKey(vectors.paymaxPrivateKey)

function notify(body: string) {
  const signature = sign('RSA-SHA1', Buffer.from(body), paymaxKey).toString('base64')
  return gatewayAt('http://127.0.0.1').readWebhook(
    { rawBody: Buffer.from(body), headers: { sign: signature } },
    0,
  )
}

test.each(vectors.webhooks)('$name', async ({ headers, body, valid }) => {
  const gateway = gatewayAt('http://127.0.0.1')
  const notification = await gateway.readWebhook({ rawBody: Buffer.from(body), headers }, 0)
  expect(notification?.id ?? null).toBe(valid ? 'evt_7fb2378f457e4a9afe17a942ae389e00' : null)
})

test('a charge event that tells everything brings the charge', async () => {
  const event = { notifyNo: 'evt_1', type: 'CHARGE', data: { ...charge, status: 'SUCCEED' } }
  expect(await notify(JSON.stringify(event))).toMatchObject({
    id: 'evt_1',
    kind: 'charge',
    chargeGatewayId: charge.id,
    chargeNumber: charge.order_no,
    charge: { app, amount: 1250, status: 'succeeded' },
  })
})

test.each([{ app: undefined }, { currency: undefined }, { amount: undefined }, { status: 7 }])(
  'a charge event with %j names the charge and vouches for nothing',
  async (change) => {
    const event = { notifyNo: 'evt_1', type: 'CHARGE', data: { ...charge, ...change } }
    const notification = await notify(JSON.stringify(event))
    expect(notification).toMatchObject({ chargeGatewayId: charge.id, charge: null })
  },
)

test('a refund event names the refund, by both names, and the charge that is refunded', async () => {
  const metadata = { refundId: 'ours1' }
  const named = { id: 're_1', charge: charge.id, order_no: charge.order_no, metadata }
  const data = { ...named, status: 'SUCCEED' }
  expect(await notify(JSON.stringify({ notifyNo: 'evt_2', type: 'REFUND', data }))).toEqual({
    id: 'evt_2',
    kind: 'refund',
    chargeGatewayId: charge.id,
    // A refund's own number is no charge's.
    chargeNumber: null,
    refund: { gatewayId: 're_1', refundId: 'ours1' },
    charge: null,
  })
})

test.each([
  ['a time as digits', { time_paid: '1800000000000' }, { paidAt: 1_800_000_000_000 }],
  ['no time worth the name', { time_paid: '' }, { paidAt: null }],
  ['a time with a fraction', { time_paid: 1_800_000_000_000.5 }, { paidAt: 1_800_000_000_000 }],
  ['the channel’s number as a number', { transaction_no: 42 }, { transactionNo: '42' }],
  ['refunds wrapped in an object', { refunds: { data: [] } }, { refunds: [] }],
  ['text for refunds', { refunds: '' }, { refunds: [] }],
])('%s does not keep a charge from being believed', async (_, given, read) => {
  const data = { ...charge, ...given }
  const body = JSON.stringify({ notifyNo: 'evt_1', type: 'CHARGE', data })
  expect((await notify(body))?.charge).toMatchObject(read)
})

test.each(['', 'null', '[]', '{"data":3}', '{"notifyNo":7}', 'not JSON'])(
  'a signed event that makes no sense is kept under a name of its own: %s',
  async (body) => {
    const notification = await notify(body)
    expect(notification).toMatchObject({ chargeGatewayId: null, chargeNumber: null, charge: null })
    expect(notification?.id).toMatch(/^unnamed_[0-9a-f]{64}$/)
  },
)

test('the merchant’s own key signs no notification', async () => {
  const body = JSON.stringify({ notifyNo: 'evt_1', type: 'CHARGE', data: charge })
  const forged = sign('RSA-SHA1', Buffer.from(body), vectors.merchantPrivateKey).toString('base64')
  const gateway = gatewayAt('http://127.0.0.1')
  expect(
    await gateway.readWebhook({ rawBody: Buffer.from(body), headers: { sign: forged } }, 0),
  ).toBeNull()
})
