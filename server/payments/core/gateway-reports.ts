import type { FailureReason } from '../../contract/failures'

/** A charge as the gateway vouches for it: only ever built from an answer whose signature held. */
export interface GatewayCharge {
  /** The gateway's own id, `ch_…` at Paymax. */
  readonly gatewayId: string
  /** The number we gave the charge (`order_no` at Paymax). */
  readonly chargeNumber: string
  /** The merchant's account there: the app key at Paymax, the merchant number at WeChat Pay. */
  readonly app: string
  /** The official account that it names; left out where the gateway does not tell. */
  readonly appId?: string
  /** fen; null where a charge without money comes without, never where it succeeded */
  readonly amount: number | null
  readonly currency: string
  readonly livemode: boolean | null
  /** `closed`: nobody can pay it any more, and nobody has. Only a gateway whose close can be observed says so. */
  readonly status: 'processing' | 'succeeded' | 'failed' | 'closed'
  readonly paidAt: number | null
  /** The channel's own number, once there is one. */
  readonly transactionNo: string | null
  /** fen */
  readonly amountRefunded: number
  /** Those that could be read. */
  readonly refunds: readonly GatewayRefund[]
  /**
   * false where some of what it says of refunds could not be read (a row of the list, or the sum): then that
   * one is not among them proves nothing, and nothing may be sent or given up for it.
   */
  readonly refundsReadable: boolean
  /** The merchant's number of its order, where what we sent along comes back; anybody may have written it. */
  readonly orderNo?: string
  /** Who paid, or was to pay; left out where the gateway does not tell. */
  readonly openid?: string
  readonly failure: GatewayFailure | null
  /** Of the bytes whose signature held, as hex; left out where the create answer told it. */
  readonly sha256?: string
}

export interface GatewayRefund {
  readonly gatewayId: string
  /** The gateway id of the charge that is refunded; null where an answer leaves it out. */
  readonly chargeGatewayId: string | null
  /** Our refund's id, carried in the gateway's metadata. */
  readonly refundId: string | null
  /** Which sending of ours it comes from, carried there as well: a refund may have been sent again. */
  readonly sentAt: number | null
  /** fen */
  readonly amount: number
  readonly status: 'processing' | 'succeeded' | 'failed'
  readonly succeededAt: number | null
  readonly failure: GatewayFailure | null
}

/** Why something failed: our reason, and the gateway's own code and words for the log and the merchant. */
export interface GatewayFailure {
  readonly reason: FailureReason
  /** In upper case the gateway's, in lower case ours. */
  readonly code: string
  readonly message: string
}
