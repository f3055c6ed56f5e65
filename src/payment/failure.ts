import type { ErrorCode, FailureReason } from './wire'

/** Failures before the backend answered, or read off its answer; `held`: whether it was paid already is not clear. */
type LocalCode = 'offline' | 'backend_down' | 'unreadable' | 'held'

/** Why the last charge ended without money, as far as the reason is useful to a payer. */
export type RefusalCode = 'balance' | 'limit' | 'bank' | 'expired' | 'payment_failed'

export type FailureCode = ErrorCode | LocalCode | RefusalCode

/** A failure as a value: effects return it in an event; nothing is thrown at a view. */
export interface Failure {
  readonly code: FailureCode
  /** Where to sign in again, if the backend says so. */
  readonly authorizeUrl: string | null
  /** In seconds: how long to wait before trying again. */
  readonly retryAfter: number | null
  /** About when the order can be paid, with `held`; null: nobody knows, or it ends before. */
  readonly heldUntil: string | null
  /** What this payer paid minutes ago, with `just_paid`. */
  readonly justPaid: JustPaid | null
  /** PUBLIC_URL, with `forbidden_origin`: this page was opened under another name of its host. */
  readonly publicUrl: string | null
}

export interface JustPaid {
  readonly orderId: string
  readonly amount: number
  readonly paidAt: string
}

/** The explanation for each failure; several codes may share one, none may be without. */
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
  held: 'held',
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

/** Whether trying again can help; a snapshot page, for example, has to be left first. */
export function canRetry(failure: Failure): boolean {
  return !fruitless.includes(failure.code)
}

/** A failure that happened on this side. */
export function failureOf(code: FailureCode): Failure {
  return {
    code,
    authorizeUrl: null,
    retryAfter: null,
    heldUntil: null,
    justPaid: null,
    publicUrl: null,
  }
}

/** Reads an error code; an unknown one is a general failure of the backend. */
export function readCode(code: unknown): FailureCode {
  return typeof code === 'string' && isFailureCode(code) ? code : 'internal_error'
}

function isFailureCode(code: string): code is FailureCode {
  return Object.keys(wordsFor).includes(code)
}

const telling: readonly string[] = ['balance', 'limit', 'bank', 'expired'] satisfies RefusalCode[]

/** Converts the reason of a failed charge into one that is useful to the payer; every other is a general failure. */
export function readRefusal(reason: FailureReason | undefined): RefusalCode {
  return isTelling(reason) ? reason : 'payment_failed'
}

function isTelling(reason: FailureReason | undefined): reason is FailureReason & RefusalCode {
  return reason !== undefined && telling.includes(reason)
}
