/**
 * The bodies on the wire. Made from server/contract by tests/unit/client; to write it anew:
 * npx vitest run --project unit tests/unit/client -u
 */

export type OrderStatus = 'unpaid' | 'processing' | 'paid' | 'closed' | 'refunded'

export type ChargeStatus = 'creating' | 'lost' | 'live' | 'succeeded' | 'failed' | 'closed'

export type RefundStatus = 'processing' | 'succeeded' | 'failed'

export type IncidentKind =
  | 'double_success'
  | 'late_payment'
  | 'mismatch'
  | 'refund_failed'
  | 'charge_denied'
  | 'unknown_payment'

export type FailureReason =
  | 'balance'
  | 'limit'
  | 'bank'
  | 'expired'
  | 'refused'
  | 'refund_failed'
  | 'nothing_left'
  | 'unavailable'
  | 'unanswered'
  | 'untrusted'
  | 'denied'
  | 'unknown'

export interface MerchantFailure {
  code: FailureReason
  /** the gateway’s code, or ours if it gave none */
  gatewayCode: string
  message: string
}

export interface Refund {
  refundId: string
  chargeId: string
  /** fen (CNY 0.01) */
  amount: number
  status: RefundStatus
  reason: string | null
  /** created by the backend, not requested by the shop */
  automatic: boolean
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  succeededAt: string | null
  failure: MerchantFailure | null
}

export interface RefundRequest {
  /** fen; default: everything that is left of the payment */
  amount?: number
  reason: string
}

export interface MerchantOrder {
  /** id of the order, which cannot be guessed */
  orderId: string
  orderNo: string
  status: OrderStatus
  /** fen (CNY 0.01) */
  amount: number
  /** fen refunded so far; a refund counts once it has succeeded */
  amountRefunded: number
  currency: 'CNY'
  subject: string
  body: string
  merchantName: string
  /** ISO 8601, UTC */
  expiresAt: string
  /** ISO 8601, UTC */
  paidAt: string | null
  returnUrl: string | null
  /** whether the merchant allows the payment sheet to open without a tap */
  autoPay: boolean
  /** relative to PUBLIC_URL */
  picture: string | null
  /** ISO 8601, UTC */
  now: string
  metadata: Record<string, string>
  notifyUrl: string | null
  /** ISO 8601, UTC */
  createdAt: string
  checkoutUrl: string
  charges: {
    chargeId: string
    status: ChargeStatus
    /** fen (CNY 0.01) */
    amount: number
    /** masked */
    openid: string
    /** ISO 8601, UTC */
    createdAt: string
    /** ISO 8601, UTC */
    expiresAt: string
    /** ISO 8601, UTC */
    paidAt: string | null
    failure: MerchantFailure | null
  }[]
  refunds: Refund[]
  incidents: {
    kind: IncidentKind
    /** ISO 8601, UTC */
    at: string
    chargeId: string | null
    detail: string
  }[]
}

export interface MerchantOrderRequest {
  /** the merchant’s own number */
  orderNo: string
  /** fen (CNY 0.01) */
  amount: number
  subject: string
  body: string
  /** ISO 8601, UTC */
  expiresAt?: string
  /** seconds from now, instead of expiresAt; sending the same value again returns the same order */
  expiresIn?: number
  returnUrl?: string
  notifyUrl?: string
  autoPay?: boolean
  metadata?: Record<string, string>
}

export interface MerchantOrderAmendment {
  subject?: string
  body?: string
  /** ISO 8601, UTC */
  expiresAt?: string
  notifyUrl?: string | null
  metadata?: Record<string, string>
}

export interface MerchantOrderQuery {
  /** only orders with this status */
  status?: 'unpaid' | 'processing' | 'paid' | 'closed' | 'refunded'
  /** the beginning of orderNo */
  orderNoPrefix?: string
  /** created after this time */
  createdAfter?: string
  /** paid at or after this time; the list is then sorted by payment time, latest first */
  paidAfter?: string
  /** paid before this time; the list is the last paid first then */
  paidBefore?: string
  /** nextCursor of the previous page; all other parameters must be the same */
  cursor?: string
  /** default: 20 */
  limit?: number
}

export interface MerchantOrderSearch {
  /** the payer: orders that they opened from a menu or began to pay */
  openid: string
  /** nextCursor of the previous page; all other parameters must be the same */
  cursor?: string
  /** default: 20 */
  limit?: number
}

export interface MerchantOrderList {
  orders: MerchantOrder[]
  nextCursor: string | null
}

export type NotificationType =
  | 'order.paid'
  | 'order.closed'
  | 'order.refunded'
  | 'refund.succeeded'
  | 'refund.failed'
  | 'order.incident'

export type NotificationStatus = 'pending' | 'delivered' | 'given_up' | 'switched_off'

export interface NotificationBody {
  type: NotificationType
  /** ISO 8601, UTC */
  timestamp: string
  /** increases within an order */
  sequence: number
  /** if it is about a refund */
  refundId?: string
  data: MerchantOrder
}

export interface Notification {
  /** sent as webhook-id, the same for every attempt */
  notificationId: string
  type: NotificationType
  /** the merchant’s own number */
  orderNo: string
  sequence: number
  refundId: string | null
  url: string
  status: NotificationStatus
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  nextTryAt: string | null
  attempts: {
    /** ISO 8601, UTC */
    at: string
    /** HTTP status; null: no answer */
    status: number | null
    /** why there was no answer */
    error: string | null
    tookMs: number
    /** the first bytes of the answer */
    answer: string
  }[]
}

export interface NotificationQuery {
  /** the merchant’s own number */
  orderNo?: string
  /** only notifications with this status */
  status?: 'pending' | 'delivered' | 'given_up' | 'switched_off'
  /** nextCursor of the previous page; all other parameters must be the same */
  cursor?: string
  /** default: 20 */
  limit?: number
}

export interface NotificationList {
  notifications: Notification[]
  nextCursor: string | null
}

export type ErrorCode =
  | 'invalid_request'
  | 'invalid_target'
  | 'unauthorized'
  | 'forbidden'
  | 'forbidden_origin'
  | 'not_found'
  | 'login_required'
  | 'oauth_state_mismatch'
  | 'oauth_code_invalid'
  | 'oauth_denied'
  | 'snapshot_user'
  | 'wechat_unavailable'
  | 'wechat_misconfigured'
  | 'order_not_found'
  | 'order_conflict'
  | 'order_paid'
  | 'order_closed'
  | 'order_not_paid'
  | 'order_archived'
  | 'item_not_found'
  | 'just_paid'
  | 'amount_out_of_range'
  | 'open_amount_off'
  | 'charge_in_progress'
  | 'gateway_rejected'
  | 'gateway_untrusted'
  | 'gateway_unavailable'
  | 'signature_invalid'
  | 'idempotency_key_required'
  | 'idempotency_key_reused'
  | 'refund_exceeds_paid'
  | 'refund_in_progress'
  | 'rate_limited'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'not_ready'
  | 'internal_error'

export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  code: ErrorCode
  errors?: {
    field: string
    message: string
  }[]
  /** where to sign in again, for sign-in failures */
  authorizeUrl?: string
  /** id of the order, which cannot be guessed */
  orderId?: string
  /** fen (CNY 0.01) */
  amount?: number
  /** ISO 8601, UTC */
  paidAt?: string
  /** with charge_in_progress: a payment of it may be missing here, and this is about when that is clear; null: a person has to find out, or the order ends before */
  heldUntil?: string | null
  /** the address of the checkout page, with forbidden_origin */
  publicUrl?: string
}
