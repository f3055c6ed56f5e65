/** An HTTP call without an answer: whether it may have arrived, and whether to repeat it. */
import type { GatewayFailure } from '../payments/core/gateway-reports'

/** `unsent`: no connection was made, so nothing was done. `silent`: it may have arrived. */
export interface UnansweredCall {
  readonly kind: 'unsent' | 'silent'
  readonly failure: GatewayFailure
}

/** Errors while connecting, before any byte of the request was sent. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** The connection broke, perhaps a stale kept-alive one. */
const broken = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

/** Our own codes are in lower case, a gateway's in upper. */
export function silent(code: string, message: string): UnansweredCall {
  return { kind: 'silent', failure: { reason: 'unanswered', code, message } }
}

/** @param error what the HTTP client threw; a time-out has the code `deadline` */
export function unansweredCall(error: unknown): UnansweredCall {
  const cause = error instanceof Error ? error : new Error('unknown')
  if (cause.name === 'TimeoutError' || cause.name === 'AbortError') {
    return silent('deadline', 'No answer in time.')
  }
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
  const failure = { reason: 'unanswered' as const, code, message: cause.message }
  return { kind: beforeSending.has(code) ? 'unsent' : 'silent', failure }
}

/** Whether the connection failed: a call that may be repeated is worth one more try. */
export function connectionFailed(call: {
  readonly kind: string
  readonly failure?: { readonly code: string }
}): boolean {
  return call.kind === 'unsent' || (call.kind === 'silent' && broken.has(call.failure?.code ?? ''))
}
