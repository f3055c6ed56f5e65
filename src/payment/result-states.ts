import type { Hint } from './confirming-states'
import type { RefusalCode } from './failure'
import type { Poll } from './poll'
import type { KnownOrder } from './timed-order'
import type { RefundStatus } from './wire'

export type Unpaid = {
  readonly step: 'unpaid'
  readonly order: KnownOrder
  /** When Paymax last spoke, since the sheet closed; null: nothing may be said about money. */
  readonly checkedAt: string | null
  /** The charge that Paymax spoke of. */
  readonly chargeId: string | null
  /** What the sheet had said: after `fail` another charge is asked for, after `denied` none helps. */
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

/** `amount` in fen; what went back of the whole payment stands in the order. */
export type OwnRefund = { readonly status: RefundStatus; readonly amount: number }

export type Paid = {
  readonly step: 'paid'
  readonly order: KnownOrder
  /** How the merchant's refund of this payer's own payment stands; null where there is none to tell of. */
  readonly refund: OwnRefund | null
  /** Another payment paid the order, and one of this payer's own was begun: its money may yet come. */
  readonly begun: boolean
  readonly poll: Poll
}

export type Closed = {
  readonly step: 'closed'
  readonly order: KnownOrder
  /**
   * `merchant`: before its time was up, which only the merchant can do. `expired`: its time is up; that
   * the merchant closed it earlier cannot be told from this side.
   */
  readonly why: 'expired' | 'merchant'
  /** Whether a charge was ever made; as long as that is not known, it may have been. */
  readonly charged: boolean
  /** When Paymax last spoke of a payment of this order; null: none was ever begun, or not asked yet. */
  readonly checkedAt: string | null
  readonly poll: Poll
}

export type Refunded = {
  readonly step: 'refunded'
  readonly order: KnownOrder
  readonly begun: boolean
  readonly poll: Poll
}

/** This payer's own money went into an order that does not take it: it goes back, and never is a success. */
export type MoneyBack = {
  readonly step: 'money_back'
  readonly order: KnownOrder
  /** `second`: another payment pays the order. `late`: the merchant had closed it. */
  readonly why: 'second' | 'late'
  readonly refund: RefundStatus
  /** When the backend last said how the refund stands. */
  readonly checkedAt: string
  readonly poll: Poll
}
