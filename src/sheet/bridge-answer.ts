import type { Hint } from '@/payment/states'

// What the bridge says before or beside its answer; seen in the wild, and never an end.
const noises = /^(pre_verify_jsapi|stopmonitoringbeacons):/
const answers = /^(?:get_brand_wcpay_request|getbrandwcpayrequest|choosewxpay):(ok|cancel|fail)/
// The sheet never opened: the directory is not authorised, or the API is not permitted here.
const denials = /^(system:access_denied|access_control:not_allowed)/

/** Reads what the bridge called back with; `noise` is no answer, and what is not known is `unknown`. */
export function readBridgeAnswer(answer: unknown): Hint | 'noise' {
  const message = messageOf(answer)
  if (noises.test(message)) return 'noise'
  if (denials.test(message)) return 'fail'
  const [, word] = answers.exec(message) ?? []
  return word === 'ok' || word === 'cancel' || word === 'fail' ? word : 'unknown'
}

function messageOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return ''
  const { err_msg: documented, errMsg: seen } = answer as Readonly<Record<string, unknown>>
  const message = typeof documented === 'string' ? documented : seen
  if (typeof message !== 'string') return ''
  // Paymax's own samples write the colon full-width.
  return message.toLowerCase().replace(/：/g, ':').replace(/\s+/g, '')
}
