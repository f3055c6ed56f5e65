/**
 * What Paymax’s answers show about our configuration. Its failures are not signed: only a query of an
 * existing charge proves its key.
 */
import { look, unchecked, wrong, type Finding } from '../../../config/mistakes/finding'
import type { QueryOutcome } from '../../../payments/core/gateway-calls'

const console_ = 'Paymax’s console “个人中心” → “基本信息” → “开发信息”'

/** @param answer to the query for a charge that does not exist */
export function paymaxQuery(answer: QueryOutcome): Finding[] {
  if (answer.outcome === 'answered' || answer.outcome === 'denied') return []
  const { code, message } = answer.failure
  const said = `Paymax answers ${code} (${message})`
  if (code.startsWith('SECRET_KEY_')) {
    return [
      wrong(
        'paymax_secret_key_wrong',
        `${said}: it does not accept PAYMAX_SECRET_KEY.`,
        `Copy “Live Secret Key” from ${console_}.`,
      ),
    ]
  }
  if (code === 'SIGN_CHECK_FAILED') {
    return [
      wrong(
        'paymax_private_key_wrong',
        `${said}: PAYMAX_PRIVATE_KEY does not match the merchant’s public key in Paymax’s console, or the clock is wrong.`,
        `Enter the public key of PAYMAX_PRIVATE_KEY in ${console_}. To print it: openssl rsa -pubout`,
      ),
    ]
  }
  if (/^http_[34]/.test(code)) {
    return [
      wrong(
        'paymax_base_url_wrong',
        `PAYMAX_BASE_URL is not the address of Paymax’s API (${code}).`,
        'Set https://www.paymax.cc/merchant-api, or leave PAYMAX_BASE_URL out.',
      ),
    ]
  }
  // Other Paymax versions word «unknown charge» differently: any refusal after the signature was accepted.
  if (code === 'ILLEGAL_ARGUMENT') return []
  if (answer.outcome === 'untrusted') return [publicKeyWrong(code)]
  return [
    unchecked(
      'paymax_unreachable',
      `Paymax (PAYMAX_BASE_URL) gave no usable answer (${code}), so the keys could not be checked.`,
      'Make sure that this server can reach it, and try again.',
    ),
  ]
}

/** @param answer about the last stored charge; null where there is none */
export function paymaxKey(answer: QueryOutcome | null): Finding[] {
  if (answer?.outcome === 'untrusted') return [publicKeyWrong(answer.failure.code)]
  if (answer?.outcome === 'answered') return []
  return [
    look(
      'paymax_public_key_unproven',
      'PAYMAX_PUBLIC_KEY could not be checked: the database has no charge that Paymax gives a signed answer about',
      `Compare PAYMAX_PUBLIC_KEY with “Paymax公钥” at ${console_}.`,
    ),
  ]
}

function publicKeyWrong(code: string): Finding {
  return wrong(
    'paymax_public_key_wrong',
    `The signature of an answer from Paymax is not valid (${code}): PAYMAX_PUBLIC_KEY is not Paymax’s key, or its answers are changed on the way.`,
    `Copy “Paymax公钥” from ${console_}.`,
  )
}
