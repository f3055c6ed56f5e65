import { verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import vectors from '../fixtures/paymax-vectors.json'
import { app, charge, paymaxThat, sealed, sheet, signedAnswer, wish } from './paymax-line'

describe('what Paymax receives', () => {
  test('a charge, signed with the merchant key over the bytes sent', async () => {
    const { gateway, heard } = await paymaxThat(signedAnswer(charge))
    await gateway.createCharge(wish)
    const [call] = heard
    if (!call) throw new Error('nothing was sent')

    expect(`${call.method} ${call.url}`).toBe('POST /merchant-api/v1/charges')
    expect(call.headers['content-type']).toBe('application/json;charset=utf-8')
    expect(call.headers.nonce).toMatch(/^[A-Za-z0-9]{32}$/)
    expect(call.headers.timestamp).toMatch(/^\d{13}$/)
    const { nonce, timestamp, authorization, sign } = call.headers
    const signed = ['post', '/v1/charges', '', nonce, timestamp, authorization, call.body].join(
      '\n',
    )
    const signature = Buffer.from(String(sign), 'base64')
    expect(verify('RSA-SHA1', Buffer.from(signed), vectors.merchantPublicKey, signature)).toBe(true)
    expect(JSON.parse(call.body)).toEqual({
      order_no: wish.chargeNumber,
      amount: 12.5,
      subject: '会员年费',
      body: '一年',
      channel: 'wechat_wap',
      app,
      client_ip: '203.0.113.7',
      currency: 'cny',
      time_expire: 1_763_860_000_000,
      extra: { open_id: wish.openid },
      metadata: { orderNo: 'M-1' },
    })
    expect(call.body).toContain('"amount":12.5,')
  })

  test('an IPv4 address for a payer who has none', async () => {
    const { gateway, heard } = await paymaxThat(signedAnswer(charge))
    await gateway.createCharge({ ...wish, clientIp: '2001:db8::7' })
    expect(JSON.parse(heard[0]?.body ?? '')).toMatchObject({ client_ip: '198.51.100.1' })
  })

  test('a refund with our number in its metadata', async () => {
    const answer = { id: 're_1', charge: charge.id, amount: 0.01, status: 'PROCESSING' }
    const { gateway, heard } = await paymaxThat(signedAnswer(answer))
    const refund = {
      gatewayId: charge.id,
      refundId: 'R1',
      sentAt: 7,
      amount: 1,
      total: 1,
      reason: '重复支付',
    }
    expect(await gateway.createRefund(refund)).toMatchObject({ outcome: 'answered' })
    expect(heard[0]?.url).toBe(`/merchant-api/v1/charges/${charge.id}/refunds`)
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
      amount: 0.01,
      description: '重复支付',
      metadata: { refundId: 'R1', sentAt: '7' },
    })
  })

  test('queries and closes as GET without a body', async () => {
    const { gateway, heard } = await paymaxThat(signedAnswer({ status: 'SUCCEED' }))
    await gateway.queryCharge('ch_1')
    await gateway.closeCharge('ch_1')
    await gateway.queryRefund('ch_1', 're_1')
    expect(heard.map(({ method, url, body }) => `${method} ${url}${body}`)).toEqual([
      'GET /merchant-api/v1/charges/ch_1',
      'GET /merchant-api/v1/charges/ch_1/close',
      'GET /merchant-api/v1/charges/ch_1/refunds/re_1',
    ])
  })
})

describe('an answer that can be trusted', () => {
  test('gives the sheet its six parameters, unchanged', async () => {
    const { gateway } = await paymaxThat(signedAnswer(charge))
    expect(await gateway.createCharge(wish)).toMatchObject({
      outcome: 'created',
      charge: { gatewayId: charge.id, amount: 1250, currency: 'CNY', status: 'processing' },
      jsApiParams: sheet,
    })
  })

  test('whose Chinese characters are cut in two by the network', async () => {
    const { gateway } = await paymaxThat((response) => {
      const text = JSON.stringify(charge)
      const bytes = Buffer.from(text)
      const middle = bytes.indexOf('会') + 1
      response.writeHead(200, sealed(text))
      response.write(bytes.subarray(0, middle), () =>
        setImmediate(() => response.end(bytes.subarray(middle))),
      )
    })
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'created' })
  })

  test('a charge that had already failed', async () => {
    const failed = {
      ...charge,
      status: 'FAILED',
      failure_code: 'AMOUNT_NOT_ENOUGH',
      failure_msg: '余额不足',
    }
    const { gateway } = await paymaxThat(signedAnswer(failed))
    expect(await gateway.createCharge(wish)).toMatchObject({
      outcome: 'failed',
      charge: { status: 'failed', failure: { code: 'AMOUNT_NOT_ENOUGH', message: '余额不足' } },
    })
  })

  test('a paid charge with its refunds', async () => {
    const refund = {
      id: 're_1',
      charge: charge.id,
      amount: '0.5',
      status: 'SUCCEED',
      time_succeed: 1_478_361_806_000,
      metadata: '{"refundId":"R1"}',
    }
    const paid = {
      ...charge,
      status: 'SUCCEED',
      time_paid: 1_478_361_806_000,
      transaction_no: '4004512001201611068876533536',
      amount_refunded: 0.5,
      refunds: [refund],
    }
    const { gateway } = await paymaxThat(signedAnswer(paid))
    expect(await gateway.queryCharge(charge.id)).toEqual({
      outcome: 'answered',
      charge: {
        gatewayId: charge.id,
        chargeNumber: charge.order_no,
        app,
        amount: 1250,
        currency: 'CNY',
        livemode: false,
        status: 'succeeded',
        paidAt: 1_478_361_806_000,
        transactionNo: '4004512001201611068876533536',
        amountRefunded: 50,
        refunds: [
          {
            gatewayId: 're_1',
            chargeGatewayId: charge.id,
            refundId: 'R1',
            sentAt: null,
            amount: 50,
            status: 'succeeded',
            succeededAt: 1_478_361_806_000,
            failure: null,
          },
        ],
        refundsReadable: true,
        failure: null,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    })
  })

  test.each([
    ['SUCCEED', undefined, 'closed'],
    ['FAILED', 'TRADE_HAS_FINAL_STATUS', 'final'],
    ['FAILED', 'CHANNEL_CHARGE_CLOSE_FAILED', 'not_closed'],
    ['FAILED', undefined, 'not_closed'],
    ['WHATEVER', undefined, 'not_closed'],
  ])('a close that says %s %s', async (status, code, outcome) => {
    const { gateway } = await paymaxThat(signedAnswer({ status, failure_code: code }))
    expect(await gateway.closeCharge(charge.id)).toMatchObject({ outcome })
  })
})

describe('what an answer may leave out or add', () => {
  test('parameters as an object, the time as a number, more than six of them', async () => {
    const jsApiParams = { ...sheet, timeStamp: 1395712654, partnerId: 'x' }
    const loose = { ...charge, credential: { wechat_wap: { jsApiParams } }, brandNew: {} }
    const { gateway } = await paymaxThat(signedAnswer(loose))
    const outcome = await gateway.createCharge(wish)
    expect(outcome).toMatchObject({ outcome: 'created' })
    expect('jsApiParams' in outcome && outcome.jsApiParams).toEqual(sheet)
  })

  test('a create answer without app and currency is read as asked, a query is not', async () => {
    const short = { ...charge, app: undefined, currency: undefined }
    const { gateway } = await paymaxThat(signedAnswer(short))
    expect(await gateway.createCharge(wish)).toMatchObject({ charge: { app, currency: 'CNY' } })
    expect(await gateway.queryCharge(charge.id)).toMatchObject({
      charge: { app: '', currency: '' },
    })
  })

  test.each([
    ['time_paid', 'yesterday'],
    ['time_paid', {}],
    ['transaction_no', 42],
    ['transaction_no', []],
    ['failure_code', {}],
    ['failure_msg', 7],
    ['metadata', 'nothing'],
    ['extra', null],
    ['amount_settle', 'n/a'],
    ['subject', 1],
    ['refunded', 'yes'],
    ['refunds', 'none'],
    ['amount_refunded', null],
  ])('%s as %j costs nothing: it decides nothing', async (field, value) => {
    const { gateway } = await paymaxThat(
      signedAnswer({ ...charge, status: 'SUCCEED', [field]: value }),
    )
    expect(await gateway.queryCharge(charge.id)).toMatchObject({
      outcome: 'answered',
      charge: { status: 'succeeded', amount: 1250, refundsReadable: true },
    })
  })

  const refund = { id: 're_1', charge: charge.id, amount: 0.5, status: 'SUCCEED' }

  test.each([
    ['a sum of parts of a fen', { amount_refunded: 12.885 }],
    ['a sum that is none', { amount_refunded: {} }],
    ['a refund of parts of a fen', { refunds: [refund, { ...refund, id: 're_2', amount: 0.005 }] }],
    ['a refund without an id', { refunds: [{ ...refund, id: null }, refund] }],
    ['a refund that is none', { refunds: { data: [refund, 'x'] } }],
  ])('%s is told as unreadable, and costs the payment nothing', async (_, odd) => {
    const { gateway } = await paymaxThat(signedAnswer({ ...charge, status: 'SUCCEED', ...odd }))
    const asked = await gateway.queryCharge(charge.id)
    expect(asked).toMatchObject({
      outcome: 'answered',
      charge: { status: 'succeeded', refundsReadable: false, amountRefunded: 0 },
    })
    const listed = 'charge' in asked ? asked.charge.refunds : null
    expect(listed).toHaveLength('refunds' in odd ? 1 : 0)
  })

  test('sums that doubles added up, or with zeros at their end, are what they mean', async () => {
    const body = JSON.stringify({ ...charge, refunds: [refund] })
      .replace('"amount":12.5,', '"amount":12.500000000000002,')
      .replace('"amount_refunded":0,', '"amount_refunded":0.30000000000000004,')
      .replace('"amount":0.5,', '"amount":"0.5000",')
    const { gateway } = await paymaxThat(signedAnswer(body))
    expect(await gateway.queryCharge(charge.id)).toMatchObject({
      charge: {
        amount: 1250,
        amountRefunded: 30,
        refundsReadable: true,
        refunds: [{ amount: 50 }],
      },
    })
  })

  test.each([12.505, '12.505', -12.5, 'NaN', null, true])('%j is no amount', async (amount) => {
    const { gateway } = await paymaxThat(signedAnswer({ ...charge, amount }))
    expect(await gateway.queryCharge(charge.id)).toMatchObject({ outcome: 'untrusted' })
  })

  test('a state Paymax has not invented yet is neither paid nor an end', async () => {
    const { gateway } = await paymaxThat(signedAnswer({ ...charge, status: 'REVOKED' }))
    expect(await gateway.queryCharge(charge.id)).toMatchObject({ charge: { status: 'processing' } })
  })
})
