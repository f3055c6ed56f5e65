import type { ErrorCode, Problem } from './problems'

const statusOf: Record<ErrorCode, number> = {
  invalid_request: 400,
  invalid_target: 400,
  unauthorized: 401,
  forbidden: 403,
  forbidden_origin: 403,
  not_found: 404,
  login_required: 401,
  oauth_state_mismatch: 403,
  oauth_code_invalid: 400,
  oauth_denied: 400,
  snapshot_user: 403,
  wechat_unavailable: 502,
  wechat_misconfigured: 502,
  order_not_found: 404,
  order_conflict: 409,
  order_paid: 409,
  order_closed: 409,
  order_not_paid: 409,
  order_archived: 409,
  item_not_found: 404,
  just_paid: 409,
  amount_out_of_range: 422,
  open_amount_off: 404,
  charge_in_progress: 409,
  gateway_rejected: 502,
  gateway_untrusted: 502,
  gateway_unavailable: 503,
  signature_invalid: 401,
  idempotency_key_required: 400,
  idempotency_key_reused: 422,
  refund_exceeds_paid: 422,
  refund_in_progress: 409,
  rate_limited: 429,
  payload_too_large: 413,
  unsupported_media_type: 415,
  not_ready: 503,
  internal_error: 500,
}

export interface ErrorDetails {
  /** Seconds until trying again makes sense; sent as `Retry-After`. */
  readonly retryAfter?: number
  /** Additional fields of the problem document for this code. */
  readonly extra?: Pick<
    Problem,
    'authorizeUrl' | 'errors' | 'orderId' | 'amount' | 'paidAt' | 'heldUntil' | 'publicUrl'
  >
  readonly cause?: unknown
}

/** The only error that the backend throws on purpose. It has a stable code; `detail` may be shown to anyone. */
export class CheckoutError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly retryAfter: number | undefined
  readonly extra: ErrorDetails['extra']

  constructor(code: ErrorCode, detail: string, details: ErrorDetails = {}) {
    super(detail, { cause: details.cause })
    this.name = 'CheckoutError'
    this.code = code
    this.status = statusOf[code]
    this.retryAfter = details.retryAfter
    this.extra = details.extra
  }
}
