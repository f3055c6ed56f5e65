/**
 * Paymax's failure codes: what each proves, and our reason for it. A failure has an HTTP status other than
 * 200 and is not signed. Only the code counts; the same code comes with many messages («Failure codes»).
 * The consequences differ by call:
 * - Creating a charge. Its credential is only in the verified answer, so after any failure nobody can hold a
 * sheet for it, whatever Paymax has stored. `rejected` is for a clear refusal. An error of Paymax or of the
 * channel does not say how far the request got: that is `lost`, and the rules follow the charge to its end.
 * - Creating a refund moves money without a credential, and Paymax has no idempotency key. Everything but a
 * known, clear refusal counts as `lost`, so that the rules query the charge before they try again.
 * - Queries and closes change nothing that a second call would not find.
 * «Not found» is separate: a charge or refund that Paymax does not know is not a clear refusal.
 */
import type { FailureReason } from '../../contract/failures'
import type { Refused } from '../../payments/core/gateway-calls'
import type { GatewayFailure } from '../../payments/core/gateway-reports'

export type Call = 'charge' | 'refund' | 'ask'

/** «Worth trying again» in Paymax's list. */
const passing = new Set([
  'SYSTEM_ERROR',
  'CHANNEL_REQUEST_FAILED',
  'CHANNEL_SYSTEM_FAILURE',
  'CHANNEL_SERVICE_UNAVAILABLE',
])

/** Whether trying again may help. */
export function isPassing({ code }: GatewayFailure): boolean {
  return passing.has(code)
}

/** Refused before anything was created, or turned down by the channel: a clear refusal. */
const plain = new Set([
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
  'CHANNEL_CHARGE_CLOSE_FAILED',
  'TRADE_HAS_FINAL_STATUS',
  'MULTI_REFUND_RECORDS',
  'CHANNEL_REFUND_FAILED',
  'OUT_OF_DOWNLOAD',
])

/** Paymax has no such charge, or the charge has no such refund. */
const unknownToPaymax = 'ORDER_NO_NOT_EXIST'

/** The outcome of a failure that Paymax named. */
export function refused(call: Call, status: number, failure: GatewayFailure): Refused {
  return { outcome: outcomeOf(call, status, failure.code), failure }
}

function outcomeOf(call: Call, status: number, code: string): Refused['outcome'] {
  // Creating a charge asks about none: there this counts as an unknown code.
  if (code === unknownToPaymax && call !== 'charge') return 'denied'
  if (plain.has(code)) return 'rejected'
  if (passing.has(code)) return call === 'ask' ? 'unavailable' : 'lost'
  // An earlier send of this same request got through or, after a restored backup, one from after it.
  if (code === 'ORDER_NO_DUPLICATE' && call === 'charge') return 'lost'
  // «Treat an unknown code as a plain failure», except where that could refund twice.
  return call === 'refund' && status >= 500 ? 'lost' : 'rejected'
}

const reasons: Readonly<Record<string, FailureReason>> = {
  AMOUNT_NOT_ENOUGH: 'balance',
  CHANNEL_LIMIT_EXCEEDED: 'limit',
  CHANNEL_NONACCEPTANCE: 'bank',
  CHANNEL_CHARGE_FAILED: 'bank',
  // No longer on Paymax's list, which used to have these two.
  EXPIRED: 'expired',
  CLOSED: 'expired',
  CHANNEL_REFUND_FAILED: 'refund_failed',
  ORDER_NO_NOT_EXIST: 'denied',
  SYSTEM_ERROR: 'unavailable',
  CHANNEL_REQUEST_FAILED: 'unavailable',
  CHANNEL_SYSTEM_FAILURE: 'unavailable',
  CHANNEL_SERVICE_UNAVAILABLE: 'unavailable',
  SECRET_KEY_IS_BLANK: 'refused',
  SECRET_KEY_IS_INVALID: 'refused',
  SIGN_CHECK_FAILED: 'refused',
  APP_NOT_EXISTED: 'refused',
  CHANNEL_NOT_AVAILABLE: 'refused',
  ILLEGAL_CHANNEL_PARAMETERS: 'refused',
  CHANNEL_FREEZE: 'refused',
  CHANNEL_AUTHORITY_FREEZE: 'refused',
  CHANNEL_SUPPLEMENTARY_INFORMATION: 'refused',
  CHANNEL_PARTNER_NOT_EXIST: 'refused',
  CHANNEL_TERMINAL_NOT_EXIST: 'refused',
  ILLEGAL_ARGUMENT: 'refused',
}

/** @returns `unknown` for a code that is not on Paymax's list */
export function reasonOf(code: string): FailureReason {
  return reasons[code.toUpperCase()] ?? 'unknown'
}
