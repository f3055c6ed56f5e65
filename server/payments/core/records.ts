/** What the repository keeps, in the rules' words. Amounts in fen, times in Unix ms. */
import type { ChargeStatus, JsApiParams } from '../../contract/charges'
import type { IncidentKind } from '../../contract/merchant-orders'
import type { RawWebhook } from './gateway'
import type { GatewayFailure } from './gateway-reports'
import type { RefundState } from './transitions'

/** `open` covers the contract's `unpaid` and `processing`, which follow from the last charge. */
export type OrderState = 'open' | 'paid' | 'closed' | 'refunded'

/** The gateway that made a charge. Every later call about the charge goes to it. */
export type GatewayName = 'paymax' | 'wechatpay'

/** Under what a charge is made: the gateway, the merchant's account there, and the official account. */
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
  /** How often its merchant has amended it; not once it was charged. */
  readonly amendments: number
  /** Tells the same request again from another one under the same number. */
  readonly contentHash: string
  readonly createdAt: number
  /**
   * The gateway's id of a success that names this order and is in no book: as long as nobody has decided about
   * it, the order is charged no more. Null or left out: there is none.
   */
  readonly unknownPayment?: string | null
  /**
   * When its rows were moved out of the store; only of an order of which no more than this is left. It is
   * final, and its charges, refunds and payer stand in a file.
   */
  readonly archivedAt?: number
}

export interface ChargeRecord {
  /** Also the charge's number at the gateway: random, so nobody can count their way through charges. */
  readonly chargeId: string
  readonly orderId: string
  readonly openid: string
  readonly amount: number
  readonly currency: 'CNY'
  readonly status: ChargeStatus
  readonly gatewayId: string | null
  readonly livemode: boolean | null
  readonly jsApiParams: JsApiParams | null
  /** What was sent to make it, where that may be sent again while it is not known whether it arrived. */
  readonly createRequest: string | null
  readonly createdAt: number
  readonly expiresAt: number
  /** When the gateway was last asked and answered, or last notified us. */
  readonly checkedAt: number | null
  readonly paidAt: number | null
  readonly transactionNo: string | null
  readonly failure: GatewayFailure | null
  /** Since when the gateway says that it can no longer be closed, and not how it ended. */
  readonly finalSince: number | null
  /** What has gone back of it: the sum of its refunds that succeeded. */
  readonly refunded: number
  /** A refund of it that is under way; where the gateway takes one at a time, the only one. */
  readonly refundUnderWay: string | null
  readonly gateway: GatewayName
  /** The merchant's account there when it was made; null: made before this was kept. */
  readonly account: string | null
  /** The official account (AppID) that its openid belongs to; null: made before this was kept. */
  readonly appId: string | null
  /** When the first charge of this payer's unbroken run was made: `CHARGE_GRACE` counts from here. */
  readonly graceFrom: number
  /** How often in a row the gateway said that it knows no such charge. */
  readonly denials: number
  /** When it first said so since it last spoke of the charge. */
  readonly deniedSince: number | null
}

export interface RefundRecord {
  /** Ours, carried in the gateway's metadata; the gateway's own id where the refund was not made here. */
  readonly refundId: string
  readonly chargeId: string
  readonly orderId: string
  readonly amount: number
  readonly status: RefundState
  /** The merchant's words; for an automatic one the kind of incident that it answers. */
  readonly reason: string | null
  /** Made without anyone asking: money that the order does not take. */
  readonly automatic: boolean
  /** Which try this is: an automatic refund that failed is followed by another one. From 1. */
  readonly attempt: number
  readonly gatewayId: string | null
  readonly createdAt: number
  /** When it was last sent, or was about to be. */
  readonly sentAt: number | null
  /** What the gateway said had gone back of the charge, beyond what it listed, before this was sent. */
  readonly unlistedBefore: number | null
  /** How often it was looked for since then and not found. */
  readonly looks: number
  readonly nextTryAt: number | null
  readonly succeededAt: number | null
  readonly failure: GatewayFailure | null
  /** How often in a row the gateway said that it knows no such refund, or no such charge. */
  readonly denials: number
  readonly deniedSince: number | null
  /** The name of the merchant's key that asked for it, where one did. */
  readonly askedBy?: string
}

export interface IncidentRecord {
  /** The same incident seen again has the same key and is kept once. */
  readonly key: string
  readonly orderId: string | null
  readonly chargeId: string | null
  readonly kind: IncidentKind
  readonly at: number
  readonly detail: string
}

/** A verified webhook, kept before it is acknowledged. */
export interface WebhookRecord extends RawWebhook {
  readonly key: string
  readonly gateway: GatewayName
  readonly receivedAt: number
}
