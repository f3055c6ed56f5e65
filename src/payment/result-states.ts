import type { Hint } from './confirming-states'
import type { RefusalCode } from './failure'
import type { Poll } from './poll'
import type { KnownOrder } from './timed-order'
import type { RefundStatus } from './wire'

export type Unpaid = {
  readonly step: 'unpaid'
  readonly order: KnownOrder
  /** When Paymax was last asked since the sheet closed; null: nothing may be said about money. */
  readonly checkedAt: string | null
  /** The charge that Paymax's answer was about. */
  readonly chargeId: string | null
  /** What the sheet had said: after `fail` another charge is requested, after `denied` none helps. */
  readonly hint: Hint
  readonly poll: Poll
}

export type Failed = {
  readonly step: 'failed'
  readonly order: KnownOrder
  readonly code: RefusalCode
  readonly checkedAt: string | null
  readonly chargeId: string | null
  readonly poll: Poll
}

/** `amount` in fen, missing where a backend of the build before answered; refunds of the whole payment are in the order. */
export type OwnRefund = { readonly status: RefundStatus; readonly amount?: number | undefined }

export type Paid = {
  readonly step: 'paid'
  readonly order: KnownOrder
  /** The state of the merchant's refund of this payer's own payment; null where there is none to show. */
  readonly refund: OwnRefund | null
  /** Another payment paid the order, and this payer had started one as well: its money may still come. */
  readonly begun: boolean
  readonly poll: Poll
}

export type Closed = {
  readonly step: 'closed'
  readonly order: KnownOrder
  /**
   * `merchant`: closed before it expired, which only the merchant can do. `expired`: it has expired; whether
   * the merchant had closed it earlier is unknown here.
   */
  readonly why: 'expired' | 'merchant'
  /** Whether a charge was ever made; while that is unknown, it counts as made. */
  readonly charged: boolean
  /** When Paymax was last asked about a payment of this order; null: none was started, or it was not asked yet. */
  readonly checkedAt: string | null
  readonly poll: Poll
}

export type Refunded = {
  readonly step: 'refunded'
  readonly order: KnownOrder
  readonly begun: boolean
  readonly poll: Poll
}

/** This payer's own money came for an order that does not take it: it is refunded, and never shown as a success. */
export type MoneyBack = {
  readonly step: 'money_back'
  readonly order: KnownOrder
  /** `second`: another payment has paid the order. `late`: the merchant had closed it. */
  readonly why: 'second' | 'late'
  readonly refund: RefundStatus
  /** When the backend last reported the refund's state. */
  readonly checkedAt: string
  readonly poll: Poll
}
