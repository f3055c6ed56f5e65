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
        `${said}: it knows no such PAYMAX_SECRET_KEY.`,
        `Copy “Live Secret Key” of ${console_}.`,
      ),
    ]
  }
  if (code === 'SIGN_CHECK_FAILED') {
    return [
      wrong(
        'paymax_private_key_wrong',
        `${said}: PAYMAX_PRIVATE_KEY is of another pair than the merchant’s public key in its console, or the clock is off.`,
        `Enter the public half of PAYMAX_PRIVATE_KEY in ${console_}: openssl rsa -pubout`,
      ),
    ]
  }
  if (/^http_[34]/.test(code)) {
    return [
      wrong(
        'paymax_base_url_wrong',
        `What answers at PAYMAX_BASE_URL is not Paymax (${code}).`,
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
      `Paymax (PAYMAX_BASE_URL) gave no answer that says whether the keys are right (${code}).`,
      'See that this machine may call it, and try again.',
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
      'No charge of Paymax is kept that a signed answer could be asked for about.',
      `Compare PAYMAX_PUBLIC_KEY with “Paymax公钥” of ${console_}.`,
    ),
  ]
}

function publicKeyWrong(code: string): Finding {
  return wrong(
    'paymax_public_key_wrong',
    `An answer of Paymax does not verify (${code}): PAYMAX_PUBLIC_KEY is not Paymax’s own key, or somebody changes its answers.`,
    `Copy “Paymax公钥” of ${console_}.`,
  )
}
