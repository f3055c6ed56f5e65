import type { SheetDenial } from '@/payment/wire'

/** The sheet's result; `denial` says why WeChat refused to open it. */
export type BridgeAnswer =
  | { readonly hint: 'denied'; readonly denial: SheetDenial }
  | { readonly hint: 'ok' | 'cancel' | 'fail' | 'unknown' }

// Messages of the bridge before or beside its answer; seen in the field, never a result.
const noises = /^(pre_verify_jsapi|stopmonitoringbeacons):/
const answers = /^(?:get_brand_wcpay_request|getbrandwcpayrequest|choosewxpay):(ok|cancel|fail)/

/**
 * WeChat refused to open the sheet on this page: the payment directory is not authorised, or this WeChat does
 * not permit the call. Paying again meets the same. Undocumented; seen in the field (docs/wechat-traps.md).
 */
const denials: Readonly<Record<string, SheetDenial>> = {
  access_denied: 'access_denied',
  not_allowed: 'not_allowed',
  url未: 'url_not_registered',
  nopermission: 'no_permission',
  permissiondenied: 'no_permission',
  nosupport: 'no_support',
}

/** Reads the bridge's answer; `noise` is not an answer, and an unknown one is `unknown`. */
export function readBridgeAnswer(answer: unknown): BridgeAnswer | 'noise' {
  const { message, description } = textsOf(answer)
  if (noises.test(message)) return 'noise'
  const [, word] = answers.exec(message) ?? []
  const hint = word === 'ok' || word === 'cancel' || word === 'fail' ? word : 'unknown'
  if (hint === 'ok' || hint === 'cancel') return { hint }
  for (const word in denials) {
    const denial = denials[word]
    if (denial && (message + description).includes(word)) return { hint: 'denied', denial }
  }
  return { hint }
}

function textsOf(answer: unknown): { message: string; description: string } {
  if (typeof answer !== 'object' || answer === null) return { message: '', description: '' }
  const { err_msg, errMsg, err_desc } = answer as Readonly<Record<string, unknown>>
  const documented = typeof err_msg === 'string' ? err_msg : errMsg
  return { message: plain(documented), description: plain(err_desc) }
}

function plain(text: unknown): string {
  if (typeof text !== 'string') return ''
  // Paymax's own samples use a full-width colon.
  return text.toLowerCase().replace(/：/g, ':').replace(/\s/g, '')
}
