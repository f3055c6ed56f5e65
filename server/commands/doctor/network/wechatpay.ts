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
          `${said}: WECHATPAY_PRIVATE_KEY and WECHATPAY_CERTIFICATE_SERIAL are not of one API certificate of WECHATPAY_MCH_ID, or the clock is off.`,
          `Take both from the files of one certificate of ${safety}: apiclient_key.pem, and the serial (证书序列号) of apiclient_cert.pem.`,
        ),
      ]
    case 'MCHNOTEXISTS':
      return [
        wrong(
          'wechatpay_mch_id_wrong',
          `${said}: it knows no such WECHATPAY_MCH_ID.`,
          'Copy the merchant number (商户号) of 微信支付商户平台 “账户中心” → “商户信息”.',
        ),
      ]
    case 'http404':
    case 'http403':
      return [
        wrong(
          'wechatpay_base_url_wrong',
          `What answers at WECHATPAY_BASE_URL is not WeChat Pay (${code}).`,
          'Leave WECHATPAY_BASE_URL out: it is https://api.mch.weixin.qq.com.',
        ),
      ]
  }
  if (answer.outcome === 'untrusted') return [publicKeyWrong(code)]
  if (answer.outcome === 'rejected') {
    return [
      wrong('wechatpay_refused', `${said}.`, 'See WeChat Pay’s codes in docs/troubleshooting.md.'),
    ]
  }
  return [
    unchecked(
      'wechatpay_unreachable',
      `WeChat Pay (WECHATPAY_BASE_URL) gave no answer that says whether the keys are right (${code}).`,
      'See that this machine may call it, and try again.',
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
      'No charge of WeChat Pay is kept that a signed answer could be asked for about, and it answers no echo (security/echo).',
      `Compare WECHATPAY_PUBLIC_KEY and WECHATPAY_PUBLIC_KEY_ID with “微信支付公钥” of ${safety}.`,
    ),
  ]
}

function publicKeyWrong(code: string): Finding {
  return wrong(
    'wechatpay_public_key_wrong',
    `An answer of WeChat Pay does not verify (${code}): what it is verified with is not WeChat Pay’s own key, or somebody changes its answers.`,
    `Copy “微信支付公钥” and its id of ${safety} into WECHATPAY_PUBLIC_KEY and WECHATPAY_PUBLIC_KEY_ID.`,
  )
}
