/** What an HTTP call came to that brought no answer: whether it may have arrived, and whether it is worth repeating. */
import type { GatewayFailure } from '../payments/core/gateway-reports'

/** `unsent`: no connection came about, so nothing was done. `silent`: it may have arrived. */
export interface UnansweredCall {
  readonly kind: 'unsent' | 'silent'
  readonly failure: GatewayFailure
}

/** Causes that come up while connecting, before a byte of the request has left. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** The connection broke, ours or a stale one that was kept alive. */
const broken = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/** Codes of our own are in lower case, a gateway's in upper. */
export function silent(code: string, message: string): UnansweredCall {
  return { kind: 'silent', failure: { reason: 'unanswered', code, message } }
}

/** @param error what the HTTP client threw; a deadline is the code `deadline` */
export function unansweredCall(error: unknown): UnansweredCall {
  const cause = error instanceof Error ? error : new Error('unknown')
  if (cause.name === 'TimeoutError' || cause.name === 'AbortError') {
    return silent('deadline', 'No answer in time.')
  }
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
  const failure = { reason: 'unanswered' as const, code, message: cause.message }
  return { kind: beforeSending.has(code) ? 'unsent' : 'silent', failure }
}

/** Whether the connection failed: for what may be done twice, once more may help. */
export function connectionFailed(call: {
  readonly kind: string
  readonly failure?: { readonly code: string }
}): boolean {
  return call.kind === 'unsent' || (call.kind === 'silent' && broken.has(call.failure?.code ?? ''))
}
