import { describe, expect, test } from 'vitest'
import { reasonOf } from '../../server/gateways/paymax/failure-codes'
import { charge, paymaxThat, refusal, signedAnswer, wish } from './paymax-line'

const refund = {
  gatewayId: charge.id,
  refundId: 'R1',
  sentAt: 7,
  amount: 1,
  total: 1,
  reason: '退款',
}

const plainNo = [
  'SECRET_KEY_IS_BLANK',
  'SECRET_KEY_IS_INVALID',
  'SIGN_CHECK_FAILED',
  'APP_NOT_EXISTED',
  'CHANNEL_NOT_AVAILABLE',
  'ILLEGAL_CHANNEL_PARAMETERS',
  'CHANNEL_FREEZE',
  'CHANNEL_AUTHORITY_FREEZE',
  'CHANNEL_SUPPLEMENTARY_INFORMATION',
  'CHANNEL_PARTNER_NOT_EXIST',
  'CHANNEL_TERMINAL_NOT_EXIST',
  'ILLEGAL_ARGUMENT',
  'AMOUNT_NOT_ENOUGH',
  'CHANNEL_LIMIT_EXCEEDED',
  'CHANNEL_NONACCEPTANCE',
  'CHANNEL_CHARGE_FAILED',
  'CHANNEL_REFUND_FAILED',
  'OUT_OF_DOWNLOAD',
]

const passing = [
  'SYSTEM_ERROR',
  'CHANNEL_REQUEST_FAILED',
  'CHANNEL_SYSTEM_FAILURE',
  'CHANNEL_SERVICE_UNAVAILABLE',
]

test.each([
  ['AMOUNT_NOT_ENOUGH', 'balance'],
  ['CHANNEL_LIMIT_EXCEEDED', 'limit'],
  ['CHANNEL_NONACCEPTANCE', 'bank'],
  ['CHANNEL_CHARGE_FAILED', 'bank'],
  ['CHANNEL_REFUND_FAILED', 'refund_failed'],
  ['ORDER_NO_NOT_EXIST', 'denied'],
  ['SYSTEM_ERROR', 'unavailable'],
  ['SIGN_CHECK_FAILED', 'refused'],
  ['NEVER_HEARD_OF', 'unknown'],
])('%s is told as %s', async (code, reason) => {
  const { gateway } = await paymaxThat(refusal(400, code))
  expect(await gateway.createCharge(wish)).toMatchObject({ failure: { reason, code } })
})

describe('a failure that Paymax names', () => {
  test.each(plainNo)('%s is a plain no, whatever its status', async (code) => {
    const { gateway } = await paymaxThat(refusal(500, code))
    const failure = { reason: reasonOf(code), code, message: '失败' }
    const rejected = { outcome: 'rejected', failure }
    expect(await gateway.createCharge(wish)).toEqual(rejected)
    expect(await gateway.queryCharge(charge.id)).toEqual(rejected)
    expect(await gateway.closeCharge(charge.id)).toEqual(rejected)
    expect(await gateway.createRefund(refund)).toEqual(rejected)
    expect(await gateway.queryRefund(charge.id, 're_1')).toEqual(rejected)
  })

  test.each(passing)('%s leaves open what was made, and asking may go on later', async (code) => {
    const { gateway, heard } = await paymaxThat(refusal(500, code))
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'lost', failure: { code } })
    expect(await gateway.createRefund(refund)).toMatchObject({ outcome: 'lost', failure: { code } })
    expect(await gateway.queryCharge(charge.id)).toMatchObject({ outcome: 'unavailable' })
    expect(await gateway.closeCharge(charge.id)).toMatchObject({ outcome: 'unavailable' })
    expect(await gateway.queryRefund(charge.id, 're_1')).toMatchObject({ outcome: 'unavailable' })
    expect(heard).toHaveLength(5)
  })

  test('a number that is taken means an earlier send went through', async () => {
    const { gateway } = await paymaxThat(refusal(400, 'ORDER_NO_DUPLICATE'))
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'lost' })
  })

  test.each([400, 500])('what it does not know is denied, with status %d', async (status) => {
    const { gateway } = await paymaxThat(refusal(status, 'ORDER_NO_NOT_EXIST'))
    const failure = { reason: 'denied', code: 'ORDER_NO_NOT_EXIST', message: '失败' }
    const denied = { outcome: 'denied', failure }
    expect(await gateway.queryCharge(charge.id)).toEqual(denied)
    expect(await gateway.closeCharge(charge.id)).toEqual(denied)
    expect(await gateway.createRefund(refund)).toEqual(denied)
    expect(await gateway.queryRefund(charge.id, 're_1')).toEqual(denied)
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'rejected' })
  })

  test('what it does not know is denied, signed and with status 200 as well', async () => {
    const failure = { failure_code: 'ORDER_NO_NOT_EXIST', failure_msg: '' }
    const query = await paymaxThat(signedAnswer(failure))
    expect(await query.gateway.queryCharge(charge.id)).toMatchObject({ outcome: 'denied' })
    const close = await paymaxThat(signedAnswer({ status: 'FAILED', ...failure }))
    expect(await close.gateway.closeCharge(charge.id)).toMatchObject({ outcome: 'denied' })
  })

  test('an unknown code is a plain no, except where it could refund twice', async () => {
    const unknown = await paymaxThat(refusal(500, 'BRAND_NEW'))
    expect(await unknown.gateway.createCharge(wish)).toMatchObject({ outcome: 'rejected' })
    expect(await unknown.gateway.createRefund(refund)).toMatchObject({ outcome: 'lost' })
    const clear = await paymaxThat(refusal(400, 'BRAND_NEW'))
    expect(await clear.gateway.createRefund(refund)).toMatchObject({ outcome: 'rejected' })
  })

  test.each([
    ['TRADE_HAS_FINAL_STATUS', 'final'],
    ['CHANNEL_CHARGE_CLOSE_FAILED', 'not_closed'],
  ])('a close refused with %s', async (code, outcome) => {
    const { gateway } = await paymaxThat(refusal(400, code))
    expect(await gateway.closeCharge(charge.id)).toMatchObject({ outcome })
  })

  test('one refund of a charge at a time', async () => {
    const { gateway } = await paymaxThat(refusal(400, 'MULTI_REFUND_RECORDS'))
    expect(await gateway.createRefund(refund)).toEqual({ outcome: 'in_progress' })
  })

  test('below 400 and unsigned, nobody has said anything', async () => {
    const { gateway } = await paymaxThat(refusal(202, 'ILLEGAL_ARGUMENT'))
    const expected = { outcome: 'lost', failure: { code: 'http_202' } }
    expect(await gateway.createCharge(wish)).toMatchObject(expected)
  })

  test('said with status 200 and a signature, it is the same failure', async () => {
    const { gateway } = await paymaxThat(signedAnswer({ failure_code: 'ILLEGAL_ARGUMENT' }))
    expect(await gateway.createCharge(wish)).toMatchObject({ outcome: 'rejected' })
  })
})
