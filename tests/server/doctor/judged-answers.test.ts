/** What each answer of a gateway says about the configuration: also those that the sandbox never gives. */
import { expect, test } from 'vitest'
import { paymaxKey, paymaxQuery } from '../../../server/commands/doctor/network/paymax'
import { wechatpayKey, wechatpayQuery } from '../../../server/commands/doctor/network/wechatpay'
import type { FindingName } from '../../../server/config/mistakes/finding-names'
import type { QueryOutcome, Refused } from '../../../server/payments/core/gateway-calls'

const answer = (outcome: Refused['outcome'], code: string): QueryOutcome => ({
  outcome,
  failure: { reason: outcome === 'untrusted' ? 'untrusted' : 'unanswered', code, message: 'm' },
})

test.each<[Refused['outcome'], string, FindingName[]]>([
  ['denied', 'CHARGE_NOT_EXIST', []],
  ['rejected', 'ILLEGAL_ARGUMENT', []],
  ['rejected', 'SECRET_KEY_DISABLED', ['paymax_secret_key_wrong']],
  ['rejected', 'SIGN_CHECK_FAILED', ['paymax_private_key_wrong']],
  ['lost', 'http_302', ['paymax_base_url_wrong']],
  ['lost', 'http_404', ['paymax_base_url_wrong']],
  ['lost', 'http_502', ['paymax_unreachable']],
  ['lost', 'deadline', ['paymax_unreachable']],
  ['untrusted', 'bad_signature', ['paymax_public_key_wrong']],
])('Paymax: %s, %s: %j', (outcome, code, names) => {
  expect(paymaxQuery(answer(outcome, code)).map(({ name }) => name)).toEqual(names)
})

test.each<[Refused['outcome'], string, FindingName[]]>([
  ['denied', 'ORDER_NOT_EXIST', []],
  ['rejected', 'SIGN_ERROR', ['wechatpay_private_key_wrong']],
  ['rejected', 'SIGNERROR', ['wechatpay_private_key_wrong']],
  ['rejected', 'MCH_NOT_EXISTS', ['wechatpay_mch_id_wrong']],
  ['rejected', 'MCHNOTEXISTS', ['wechatpay_mch_id_wrong']],
  ['rejected', 'NO_AUTH', ['wechatpay_refused']],
  ['lost', 'http_403', ['wechatpay_base_url_wrong']],
  ['lost', 'http_404', ['wechatpay_base_url_wrong']],
  ['lost', 'http_502', ['wechatpay_unreachable']],
  ['untrusted', 'unknown_serial', ['wechatpay_public_key_wrong']],
])('WeChat Pay: %s, %s: %j', (outcome, code, names) => {
  expect(wechatpayQuery(answer(outcome, code)).map(({ name }) => name)).toEqual(names)
})

test('a key that nothing was signed with is to be compared by hand', () => {
  for (const nothing of [null, answer('lost', 'deadline')]) {
    expect(paymaxKey(nothing)).toMatchObject([{ kind: 'look', name: 'paymax_public_key_unproven' }])
    expect(wechatpayKey(nothing)).toMatchObject([
      { kind: 'look', name: 'wechatpay_public_key_unproven' },
    ])
  }
  expect(wechatpayKey({ outcome: 'silent' })).toMatchObject([{ kind: 'look' }])
})
