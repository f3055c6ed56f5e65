/** What WeChat Pay’s answers show about our configuration. Its failures are not signed either. */
import { look, unchecked, wrong, type Finding } from '../../../config/mistakes/finding'
import type { Echo } from './wechatpay-echo'
import type { QueryOutcome } from '../../../payments/core/gateway-calls'

const safety = '微信支付商户平台 “账户中心” → “API安全”'

/** @param answer to the query for a charge that does not exist */
export function wechatpayQuery(answer: QueryOutcome): Finding[] {
  if (answer.outcome === 'answered' || answer.outcome === 'denied') return []
  const { code, message } = answer.failure
  const said = `WeChat Pay answers ${code} (${message})`
  switch (code.replaceAll('_', '')) {
    case 'SIGNERROR':
      return [
        wrong(
          'wechatpay_private_key_wrong',
          `${said}: WECHATPAY_PRIVATE_KEY and WECHATPAY_CERTIFICATE_SERIAL do not belong to the same API certificate (API证书) of WECHATPAY_MCH_ID, or the clock is wrong.`,
          `Take both from one certificate of ${safety}: the key from apiclient_key.pem, the serial (证书序列号) from apiclient_cert.pem.`,
        ),
      ]
    case 'MCHNOTEXISTS':
      return [
        wrong(
          'wechatpay_mch_id_wrong',
          `${said}: it does not know WECHATPAY_MCH_ID.`,
          'Copy the merchant number (商户号) from 微信支付商户平台 “账户中心” → “商户信息”.',
        ),
      ]
    case 'http404':
    case 'http403':
      return [
        wrong(
          'wechatpay_base_url_wrong',
          `WECHATPAY_BASE_URL is not the address of WeChat Pay’s API (${code}).`,
          'Remove WECHATPAY_BASE_URL. The default is https://api.mch.weixin.qq.com.',
        ),
      ]
  }
  if (answer.outcome === 'untrusted') return [publicKeyWrong(code)]
  if (answer.outcome === 'rejected') {
    return [wrong('wechatpay_refused', `${said}.`, 'Look up the code in docs/troubleshooting.md.')]
  }
  return [
    unchecked(
      'wechatpay_unreachable',
      `WeChat Pay (WECHATPAY_BASE_URL) gave no usable answer (${code}), so the keys could not be checked.`,
      'Make sure that this server can reach it, and try again.',
    ),
  ]
}

/** @param answer about the last stored charge, or to an echo where there is none */
export function wechatpayKey(answer: QueryOutcome | Echo | null): Finding[] {
  if (answer?.outcome === 'untrusted') return [publicKeyWrong(answer.failure.code)]
  if (answer?.outcome === 'answered') return []
  return [
    look(
      'wechatpay_public_key_unproven',
      'WECHATPAY_PUBLIC_KEY could not be checked: the database has no charge that WeChat Pay gives a signed answer about, and its test call (security/echo) gave none either',
      `Compare WECHATPAY_PUBLIC_KEY and WECHATPAY_PUBLIC_KEY_ID with “微信支付公钥” at ${safety}.`,
    ),
  ]
}

function publicKeyWrong(code: string): Finding {
  return wrong(
    'wechatpay_public_key_wrong',
    `The signature of an answer from WeChat Pay is not valid (${code}): the configured key is not WeChat Pay’s key, or its answers are changed on the way.`,
    `Copy “微信支付公钥” and its id from ${safety} into WECHATPAY_PUBLIC_KEY and WECHATPAY_PUBLIC_KEY_ID.`,
  )
}
