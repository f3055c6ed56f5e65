/** What the repository stores, in the rules' terms. Amounts in fen, times in Unix ms. */
import type { ChargeStatus, JsApiParams } from '../../contract/charges'
import type { IncidentKind } from '../../contract/merchant-orders'
import type { RawWebhook } from './gateway'
import type { GatewayFailure } from './gateway-reports'
import type { RefundState } from './transitions'

/** `open` covers the contract's `unpaid` and `processing`, which follow from the last charge. */
export type OrderState = 'open' | 'paid' | 'closed' | 'refunded'

/** The gateway that made a charge. Every later call about the charge goes to it. */
export type GatewayName = 'paymax' | 'wechatpay'

/** The accounts a charge is made under: the gateway, the merchant's account there, the official account. */
export interface Accounts {
  readonly gateway: GatewayName
  /** Paymax: the app key. WeChat Pay: the merchant number. */
  readonly account: string
  /** The AppID that the payers' openids belong to. */
  readonly appId: string
}

export interface OrderRecord {
  readonly orderId: string
  readonly orderNo: string
  readonly source: 'merchant' | 'item' | 'amount'
  readonly item: string | null
  /** Who opened it from a menu; null for the merchant's own orders. */
  readonly openid: string | null
  readonly amount: number
  readonly currency: 'CNY'
  readonly subject: string
  readonly body: string
  readonly state: OrderState
  readonly closedBy: 'expiry' | 'merchant' | null
  readonly expiresAt: number
  readonly paidAt: number | null
  readonly paidChargeId: string | null
  readonly lastChargeId: string | null
  readonly autoPay: boolean
  readonly returnUrl: string | null
  readonly notifyUrl: string | null
  readonly metadata: Readonly<Record<string, string>>
  /** How often its merchant has amended it; not possible once it was charged. */
  readonly amendments: number
  /** Distinguishes a repeated request from another one under the same number. */
  readonly contentHash: string
  readonly createdAt: number
  /**
   * The gateway's id of a successful charge that names this order and is not recorded: until a person has
   * decided about it, the order cannot be charged. Null or left out: there is none.
   */
  readonly unknownPayment?: string | null
  /**
   * When its rows were archived; then this record is all that is left here. The order is final, and its
   * charges, refunds and payer are in a file.
   */
  readonly archivedAt?: number
}

export interface ChargeRecord {
  /** Also the charge's number at the gateway. It cannot be guessed, so charges cannot be enumerated (`ids.ts`). */
  readonly chargeId: string
  readonly orderId: string
  readonly openid: string
  readonly amount: number
  readonly currency: 'CNY'
  readonly status: ChargeStatus
  readonly gatewayId: string | null
  readonly livemode: boolean | null
  readonly jsApiParams: JsApiParams | null
  /** The create request, where it may be sent again while it is not known whether it arrived. */
  readonly createRequest: string | null
  readonly createdAt: number
  readonly expiresAt: number
  /** When the gateway last answered a query, or last notified us. */
  readonly checkedAt: number | null
  readonly paidAt: number | null
  readonly transactionNo: string | null
  readonly failure: GatewayFailure | null
  /** Since when the gateway reports it as no longer closable without saying how it ended. */
  readonly finalSince: number | null
  /** fen refunded of it: the sum of its refunds that succeeded. */
  readonly refunded: number
  /** A refund of it that is under way; at most one where the gateway takes one at a time. */
  readonly refundUnderWay: string | null
  readonly gateway: GatewayName
  /** The merchant's account there when it was made; null: made before this was stored. */
  readonly account: string | null
  /** The official account (AppID) that its openid belongs to; null: made before this was stored. */
  readonly appId: string | null
  /** When the first charge of this payer's unbroken run was made: `CHARGE_GRACE` counts from here. */
  readonly graceFrom: number
  /** How often in a row the gateway said that it knows no such charge. */
  readonly denials: number
  /** When it first said so since its last report on the charge. */
  readonly deniedSince: number | null
}

export interface RefundRecord {
  /** Ours, sent in the gateway's metadata; the gateway's own id where the refund was not made here. */
  readonly refundId: string
  readonly chargeId: string
  readonly orderId: string
  readonly amount: number
  readonly status: RefundState
  /** The merchant's text; for an automatic refund the kind of incident that caused it. */
  readonly reason: string | null
  /** Made automatically: money that the order does not take. */
  readonly automatic: boolean
  /** Which attempt this is, from 1: an automatic refund that failed is followed by another one. */
  readonly attempt: number
  readonly gatewayId: string | null
  readonly createdAt: number
  /** When it was last sent, or was about to be. */
  readonly sentAt: number | null
  /** What the gateway reported as refunded beyond what it listed, before this one was sent. */
  readonly unlistedBefore: number | null
  /** How often it was looked for since then and not found. */
  readonly looks: number
  readonly nextTryAt: number | null
  readonly succeededAt: number | null
  readonly failure: GatewayFailure | null
  /** How often in a row the gateway said that it knows no such refund, or no such charge. */
  readonly denials: number
  readonly deniedSince: number | null
  /** The name of the merchant's key that requested it, if one did. */
  readonly askedBy?: string
}

export interface IncidentRecord {
  /** The same incident seen again has the same key and is stored once. */
  readonly key: string
  readonly orderId: string | null
  readonly chargeId: string | null
  readonly kind: IncidentKind
  readonly at: number
  readonly detail: string
  /** The number of the order that an unrecorded payment names, whether it is here or not; left out for every other kind. */
  readonly orderNo?: string
}

/** A verified webhook, stored before it is acknowledged. */
export interface WebhookRecord extends RawWebhook {
  readonly key: string
  readonly gateway: GatewayName
  readonly receivedAt: number
}

/** The fields of a charge that nothing has happened to yet. */
export const untouchedCharge = {
  livemode: null,
  jsApiParams: null,
  checkedAt: null,
  paidAt: null,
  transactionNo: null,
  failure: null,
  finalSince: null,
  refunded: 0,
  refundUnderWay: null,
  denials: 0,
  deniedSince: null,
} as const

/** The fields of a refund that was not sent yet; an automatic one overrides the first three. */
export const unsentRefund = {
  reason: null,
  automatic: false,
  attempt: 1,
  gatewayId: null,
  sentAt: null,
  unlistedBefore: null,
  looks: 0,
  denials: 0,
  deniedSince: null,
  succeededAt: null,
  failure: null,
} as const
