import type { FailureReason } from '../../contract/failures'

/** A charge as reported by the gateway: only ever built from signed bytes that verified. */
export interface GatewayCharge {
  /** The gateway's own id, `ch_…` at Paymax. */
  readonly gatewayId: string
  /** Our number of the charge (`order_no` at Paymax). */
  readonly chargeNumber: string
  /** The merchant's account there: the app key at Paymax, the merchant number at WeChat Pay. */
  readonly app: string
  /** The AppID that it names; left out where the gateway does not say. */
  readonly appId?: string
  /** fen; null where an unpaid charge comes without; never null where it succeeded */
  readonly amount: number | null
  readonly currency: string
  readonly livemode: boolean | null
  /** `closed`: nobody has paid it, and nobody can any more. Only from a gateway whose close can be observed. */
  readonly status: 'processing' | 'succeeded' | 'failed' | 'closed'
  readonly paidAt: number | null
  /** The channel's own number, once there is one. */
  readonly transactionNo: string | null
  /** fen */
  readonly amountRefunded: number
  /** Those that could be read. */
  readonly refunds: readonly GatewayRefund[]
  /**
   * false where some of the refunds could not be read (a row of the list, or the sum). Then a missing refund
   * proves nothing, and nothing may be sent or given up because of it.
   */
  readonly refundsReadable: boolean
  /** The merchant's order number, where our attached data comes back; anybody may have written it. */
  readonly orderNo?: string
  /** The payer's openid; left out where the gateway does not say. */
  readonly openid?: string
  readonly failure: GatewayFailure | null
  /** SHA-256 of the signed bytes, as hex; left out for a create answer. */
  readonly sha256?: string
}

export interface GatewayRefund {
  readonly gatewayId: string
  /** Gateway id of the refunded charge; null where an answer leaves it out. */
  readonly chargeGatewayId: string | null
  /** Our refund's id, from the gateway's metadata. */
  readonly refundId: string | null
  /** Which send of ours it comes from, from the metadata as well: a refund may have been sent again. */
  readonly sentAt: number | null
  /** fen */
  readonly amount: number
  readonly status: 'processing' | 'succeeded' | 'failed'
  readonly succeededAt: number | null
  readonly failure: GatewayFailure | null
}

/** Why something failed: our reason, and the gateway's own code and message for the log and the merchant. */
export interface GatewayFailure {
  readonly reason: FailureReason
  /** The gateway's codes are in upper case, ours in lower. */
  readonly code: string
  readonly message: string
}
