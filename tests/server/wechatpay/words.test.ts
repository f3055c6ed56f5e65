import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as form from '../../../server/config/wechatpay-format'
import { readCreated, readOrder } from '../../../server/gateways/wechatpay/order-answers'
import { readRefund, readRefundNotice } from '../../../server/gateways/wechatpay/refund-answers'
import { beijingTime } from '../../../server/gateways/wechatpay/beijing-time'
import { meaningOf, type Call } from '../../../server/gateways/wechatpay/failure-codes'
import { billPath } from '../../../server/gateways/wechatpay/bills/download-bill'
import * as requests from '../../../server/gateways/wechatpay/requests'
import { fitDescription, fitReason } from '../../../server/gateways/wechatpay/fit-text'
import { mchId, vectors } from './vectors'

const order = {
  appId: vectors.merchant.appid,
  mchId,
  chargeNumber: 'ch20261130A0000000000000001',
  description: '龙井茶 250g「礼盒」× 2',
  expiresAt: Date.parse('2026-11-30T04:15:00Z'),
  notifyUrl: 'https://pay.example.com/notify/wechatpay',
  amount: 12345,
  openid: 'oTESTonly_abcDEF-0123456789',
  clientIp: '203.0.113.7',
}

describe('a request’s body', () => {
  it('to create is the vector’s, without its attach', () => {
    const { attach, ...rest } = JSON.parse(vectors.requests[0]?.body ?? '')
    expect(attach).toBeDefined()
    expect(JSON.parse(requests.createBody(order))).toEqual(rest)
    expect(requests.createBody({ ...order, clientIp: null })).not.toContain('null')
  })

  it('and path are the vectors’ to query, close, query a refund, ask for a bill', () => {
    const number = order.chargeNumber
    const paths = vectors.requests.map(({ url }) => url)
    expect(paths).toContain(requests.queryPath(number, mchId))
    expect(paths).toContain(requests.closePath(number))
    expect(paths).toContain(requests.refundPath('rf|20261130*01@1'))
    expect(paths).toContain(billPath('2026-11-29'))
    expect(paths).toEqual(expect.arrayContaining([requests.createPath, requests.refundsPath]))
    expect(vectors.requests[3]?.body).toBe(requests.closeBody(mchId))
  })

  it('to refund has the order’s total and the currency', () => {
    const refund = { chargeNumber: 'ch1', refundId: 'rf1', reason: '😀', notifyUrl: 'u' }
    expect(JSON.parse(requests.refundBody({ ...refund, amount: 1, total: 3 }))).toEqual({
      out_trade_no: 'ch1',
      out_refund_no: 'rf1',
      notify_url: 'u',
      amount: { refund: 1, total: 3, currency: 'CNY' },
    })
  })

  it('has times of Beijing, also past its midnight', () => {
    expect(beijingTime(Date.parse('2026-12-31T16:00:00.999Z'))).toBe('2027-01-01T00:00:00+08:00')
  })
})

describe('text', () => {
  it('loses four-byte characters and nothing else', () => {
    expect(fitDescription('茶👨‍👩‍👧\n𠮷 ❤️叶')).toBe('茶  ❤叶')
    expect(Math.max(...Array.from(fitReason('a😀é龙'), (c) => Buffer.byteLength(c)))).toBe(3)
  })

  it('is cut to 127 and 80 characters', () => {
    expect(fitDescription('龙'.repeat(200))).toBe('龙'.repeat(127))
    expect(fitReason('龙'.repeat(200))).toBe('龙'.repeat(80))
  })
})

describe('an answer', () => {
  const answers = vectors.answers.map(({ body }) => body)

  it('to creating is a prepay id or nothing', () => {
    expect(readCreated(JSON.parse(answers[0] ?? ''))).toBe(vectors.bridge.prepayId)
    expect(readCreated({ prepay_id: '' })).toBeNull()
  })

  it('of an unpaid order may lack its money, of a paid one not', () => {
    const unpaid = JSON.parse(answers[5] ?? '')
    expect(readOrder({ ...unpaid, amount: undefined })).toMatchObject({ state: 'processing' })
    expect(readOrder({ ...unpaid, trade_state: 'SUCCESS' })).toBeNull()
  })

  it.each([
    ['NOTPAY', 'processing'],
    ['CLOSED', 'failed'],
    ['USERPAYING', 'processing'],
    ['REVOKED', 'unknown'],
    ['PAYERROR', 'unknown'],
    ['LATER', 'processing'],
  ])('in state %s is %s', (state, ours) => {
    const body = { ...JSON.parse(answers[5] ?? ''), trade_state: state }
    expect(readOrder(body)).toMatchObject({ state: ours, tradeState: state })
  })

  it('of a refund and the webhook of one are the same refund', () => {
    const notice = JSON.parse(vectors.notifications[4]?.opens ?? '')
    const { refund_status: status, ...rest } = notice
    const answer = readRefund({ ...rest, status, amount: { ...rest.amount, currency: 'CNY' } })
    const ours = { chargeNumber: order.chargeNumber, refundId: rest.out_refund_no }
    for (const theirs of [answer, readRefundNotice(notice)]) {
      expect(theirs).toMatchObject({ ...ours, amount: 6172, total: 12345 })
    }
  })
})

describe('a failure', () => {
  it.each<[Call, number, string, string, string, boolean?]>([
    ['create', 400, 'PARAM_ERROR', '', 'rejected'],
    ['create', 400, 'INVALID_REQUEST', '', 'rejected'],
    ['create', 400, 'INVALID_REQUEST', '请求重入时，参数与首次请求时不一致', 'exists'],
    ['create', 400, 'INVALID_REQUEST', '201 商户订单号重复', 'exists'],
    ['create', 403, 'OUT_TRADE_NO_USED', '', 'exists'],
    ['create', 400, 'ORDERPAID', '', 'paid'],
    ['create', 400, 'ORDER_CLOSED', '', 'closed'],
    ['close', 400, 'ORDER_PAID', '', 'paid'],
    ['close', 400, 'ORDER_CLOSED', '', 'closed'],
    ['close', 403, 'RULELIMIT', '', 'not_closed'],
    ['close', 202, 'USER_PAYING', '', 'not_closed'],
    ['close', 500, 'SYSTEM_ERROR', '', 'lost'],
    ['query', 404, 'ORDERNOTEXIST', '', 'denied'],
    ['query', 500, 'SYSTEMERROR', '', 'unavailable'],
    ['query', 403, 'TRADE_ERROR', '', 'unavailable'],
    ['query_refund', 404, 'RESOURCE_NOT_EXISTS', '', 'denied'],
    ['refund', 403, 'NOT_ENOUGH', '', 'rejected'],
    ['refund', 403, 'USER_ACCOUNT_ABNORMAL', '', 'rejected'],
    ['refund', 404, 'RESOURCE_NOT_EXISTS', '', 'denied'],
    ['refund', 400, 'ORDER_CLOSED', '', 'rejected'],
    ['refund', 429, 'FREQUENCY_LIMITED', '', 'unavailable'],
    ['refund', 503, 'BANKERROR', '', 'lost'],
    ['create', 500, 'SYSTEM_ERROR', '', 'lost'],
    ['create', 500, 'OPENID_MISMATCH', '', 'rejected', true],
    ['refund', 401, 'SIGN_ERROR', '', 'rejected', true],
    ['query', 403, 'NO_AUTH', '', 'rejected', true],
  ])('to %s, %i %s %s: %s', (call, status, code, message, outcome, alarm = false) => {
    expect(meaningOf(call, { status, code, message })).toMatchObject({ outcome, alarm })
  })
})

describe('a variable of the configuration', () => {
  const { privateKey, certificate, serial } = vectors.merchant
  const key = createPrivateKey(privateKey)
  const names = { serial: 'S', certificate: 'C', privateKey: 'K' }

  it('of the right form is taken', () => {
    expect(form.checkedMchId('M', mchId)).toBe(mchId)
    expect(form.checkedSerial('S', serial.toLowerCase())).toBe(serial)
    expect(form.checkedApiV3Key('A', vectors.merchant.apiV3Key)).toHaveLength(32)
    const id = vectors.wechatPay.publicKeyId
    expect(form.checkedPublicKeyId('P', id)).toBe(id)
    expect(form.checkedKeySize('K', key)).toBe(key)
    expect(form.checkedCertificates('C', `${certificate}\n${certificate}`)).toHaveLength(2)
    expect(() => form.checkedPair(names, { serial, certificate, privateKey: key })).not.toThrow()
  })

  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  const other = createPrivateKey(vectors.stranger.privateKey)

  it.each([
    ['M', () => form.checkedMchId('M', '19000000O1')],
    ['S', () => form.checkedSerial('S', '123')],
    ['A', () => form.checkedApiV3Key('A', '龙'.repeat(32))],
    ['P', () => form.checkedPublicKeyId('P', serial)],
    ['K', () => form.checkedKeySize('K', short)],
    ['C', () => form.checkedCertificates('C', certificate.slice(0, 300))],
    ['S', () => form.checkedPair(names, { serial: '0'.repeat(40), certificate, privateKey: key })],
    ['K', () => form.checkedPair(names, { serial, certificate, privateKey: other })],
  ])('%s of another form is named', (name, check) => {
    expect(check).toThrow(`${name}: is`)
  })
})
