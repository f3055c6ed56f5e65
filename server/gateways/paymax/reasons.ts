/** Paymax's failure codes as our own reasons («Failure codes»): the same code comes with many messages. */
import type { FailureReason } from '../../contract/failures'

const reasons: Readonly<Record<string, FailureReason>> = {
  AMOUNT_NOT_ENOUGH: 'balance',
  CHANNEL_LIMIT_EXCEEDED: 'limit',
  CHANNEL_NONACCEPTANCE: 'bank',
  CHANNEL_CHARGE_FAILED: 'bank',
  // Of a charge that has ended, as Paymax's answers were seen to say it.
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
