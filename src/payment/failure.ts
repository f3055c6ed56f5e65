import type { ErrorCode, FailureReason } from './wire'

/** What goes wrong before the backend gets a word in, or with the words it got in. */
type LocalCode = 'offline' | 'backend_down' | 'unreadable'

/** Why the last charge ended without money, as far as a payer can use the reason. */
export type RefusalCode = 'balance' | 'limit' | 'bank' | 'expired' | 'payment_failed'

export type FailureCode = ErrorCode | LocalCode | RefusalCode

/** A failure as a value: a verb returns it inside an event, nothing is thrown at a view. */
export interface Failure {
  readonly code: FailureCode
  /** A fresh start at WeChat, where the backend offers one. */
  readonly authorizeUrl: string | null
  /** Seconds to leave it alone. */
  readonly retryAfter: number | null
  /** What this payer paid minutes ago, with `just_paid`. */
  readonly justPaid: JustPaid | null
  /** Where the checkout is, with `forbidden_origin`: this page was opened under another name of its host. */
  readonly publicUrl: string | null
}

export interface JustPaid {
  readonly orderId: string
  readonly amount: number
  readonly paidAt: string
}

/** Which words explain a failure; many codes may share them, none may be without. */
export const wordsFor = {
  offline: 'offline',
  backend_down: 'backendDown',
  unreadable: 'backendDown',
  not_ready: 'backendDown',
  rate_limited: 'busy',
  internal_error: 'unexpected',
  invalid_request: 'unexpected',
  invalid_target: 'unexpected',
  unauthorized: 'unexpected',
  forbidden: 'unexpected',
  forbidden_origin: 'unexpected',
  payload_too_large: 'unexpected',
  unsupported_media_type: 'unexpected',
  idempotency_key_required: 'unexpected',
  idempotency_key_reused: 'unexpected',
  signature_invalid: 'unexpected',
  order_conflict: 'unexpected',
  order_not_paid: 'unexpected',
  order_archived: 'unexpected',
  refund_exceeds_paid: 'unexpected',
  refund_in_progress: 'unexpected',
  login_required: 'loginRequired',
  oauth_state_mismatch: 'loginExpired',
  oauth_code_invalid: 'loginExpired',
  oauth_denied: 'loginDenied',
  snapshot_user: 'snapshot',
  wechat_unavailable: 'wechatDown',
  wechat_misconfigured: 'wechatMisconfigured',
  not_found: 'notFound',
  order_not_found: 'notFound',
  item_not_found: 'itemNotFound',
  open_amount_off: 'openAmountOff',
  amount_out_of_range: 'amountOutOfRange',
  just_paid: 'justPaid',
  order_paid: 'orderPaid',
  order_closed: 'orderClosed',
  charge_in_progress: 'inProgress',
  gateway_rejected: 'gatewayRejected',
  gateway_untrusted: 'gatewayUntrusted',
  gateway_unavailable: 'gatewayUnavailable',
  balance: 'balance',
  limit: 'limit',
  bank: 'bank',
  expired: 'expired',
  payment_failed: 'paymentFailed',
} as const satisfies Record<FailureCode, string>

export type FailureWords = (typeof wordsFor)[FailureCode]

const fruitless: readonly FailureCode[] = [
  'snapshot_user',
  'wechat_misconfigured',
  'item_not_found',
  'open_amount_off',
]

/** Whether trying once more can help; a snapshot page, say, has to be left first. */
export function canRetry(failure: Failure): boolean {
  return !fruitless.includes(failure.code)
}

/** A failure of this side of the wire. */
export function failureOf(code: FailureCode): Failure {
  return { code, authorizeUrl: null, retryAfter: null, justPaid: null, publicUrl: null }
}

/** Reads a code off the wire; one we do not know says only that something is wrong over there. */
export function readCode(code: unknown): FailureCode {
  return typeof code === 'string' && isFailureCode(code) ? code : 'internal_error'
}

function isFailureCode(code: string): code is FailureCode {
  return Object.keys(wordsFor).includes(code)
}

const telling: readonly string[] = ['balance', 'limit', 'bank', 'expired'] satisfies RefusalCode[]

/** Turns the reason of a failed charge into one the payer can use; every other is a plain failure. */
export function readRefusal(reason: FailureReason | undefined): RefusalCode {
  return isTelling(reason) ? reason : 'payment_failed'
}

function isTelling(reason: FailureReason | undefined): reason is FailureReason & RefusalCode {
  return reason !== undefined && telling.includes(reason)
}
