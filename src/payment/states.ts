import type { Failure, JustPaid, RefusalCode } from './failure'
import type { KnownOrder } from './timed-order'
import type { Poll } from './poll'
import type { Target } from './target'
import type { Charge, CheckoutOptions, PageEvent, RefundStatus } from './wire'

/**
 * Which WeChat this is, or that it is none (`phone`: a phone's browser, `browser`: any other): only
 * `wechat` can open the pay sheet.
 */
export type Environment = 'wechat' | 'desktop' | 'wecom' | 'mini_program' | 'phone' | 'browser'

/**
 * What the bridge said of the sheet. A hint: the backend decides. `denied`: WeChat would not open it on
 * this page at all, and will not the next time.
 */
export type Hint = 'ok' | 'cancel' | 'fail' | 'denied' | 'unknown' | 'none'

/** Why WeChat would not open the sheet. */
export type SheetDenial = PageEvent['kind']

/** Whether the sheet says of itself that nothing was paid with it; asking is still due. */
export function saysUnpaid(hint: Hint): boolean {
  return hint === 'cancel' || hint === 'fail' || hint === 'denied'
}

/** What a payer orders: a catalogue item, or an amount typed by hand. */
export type OrderRequest =
  | { readonly item: string; readonly auto: boolean }
  | { readonly amount: number; readonly remark: string; readonly options: CheckoutOptions }

/** Who wants the charge: a finger, the link (`auto=1`), or a finger after the sheet refused the last one. */
export type Wish = 'tap' | 'auto' | 'renew'

// on the way to an order
export type Landing = { readonly step: 'landing'; readonly round: number }
export type LandingFailed = { readonly step: 'landing_failed'; readonly failure: Failure }
export type Leaving = {
  readonly step: 'leaving'
  readonly url: string
  readonly target: Target | null
}
export type Loading = { readonly step: 'loading'; readonly target: Target; readonly round: number }
export type LoadFailed = {
  readonly step: 'load_failed'
  readonly target: Target
  readonly failure: Failure
}
export type Outside = {
  readonly step: 'outside'
  readonly environment: Environment
  readonly target: Target
  readonly order: KnownOrder | null
  readonly poll: Poll
}
type Nowhere = { readonly step: 'nowhere'; readonly landed: boolean }
type NotFound = { readonly step: 'not_found'; readonly orderId: string }

// making an order
export type Amount = {
  readonly step: 'amount'
  readonly options: CheckoutOptions
  readonly amount: number | null
  readonly remark: string
  readonly failure: Failure | null
}
/** The merchant's items, to choose one from. */
export type Catalog = { readonly step: 'catalog'; readonly options: CheckoutOptions }
export type Ordering = {
  readonly step: 'ordering'
  readonly request: OrderRequest
  readonly again: boolean
}
export type AskedAgain = {
  readonly step: 'just_paid'
  readonly request: OrderRequest
  readonly paid: JustPaid
}

// paying
export type Ready = {
  readonly step: 'ready'
  readonly order: KnownOrder
  /** `resumed`: this payer's sheet was left open; `busy`: a charge is live, whoever's it is. */
  readonly notice: 'none' | 'resumed' | 'busy'
  readonly poll: Poll
}
export type Charging = {
  readonly step: 'charging'
  readonly order: KnownOrder
  readonly wish: Wish
}
export type ChargeRefused = {
  readonly step: 'charge_refused'
  readonly order: KnownOrder
  readonly failure: Failure
  /** Unix ms by this phone's clock; null when it can be tried at once. */
  readonly retryAt: number | null
  readonly poll: Poll
}
export type Bridging = {
  readonly step: 'bridging'
  readonly order: KnownOrder
  readonly charge: Charge
  readonly tapped: boolean
}
export type BridgeMissing = {
  readonly step: 'bridge_missing'
  readonly order: KnownOrder
  readonly poll: Poll
}
export type Sheet = {
  readonly step: 'sheet'
  readonly order: KnownOrder
  readonly charge: Charge
  readonly tapped: boolean
  readonly round: number
  readonly startedAt: number
  /** Asked about once without an end: the payer is offered a way on, should the bridge stay silent. */
  readonly quiet: boolean
  readonly poll: Poll
}

// finding out
interface FindingOut {
  readonly order: KnownOrder
  readonly hint: Hint
  /** The charge of the sheet that was open; null where it is not known that there was one. */
  readonly chargeId: string | null
  /** The attempt is older than this page: the payer may pay again as soon as the backend has spoken. */
  readonly resumed: boolean
  /** Unix ms by this phone's clock: Paymax must have spoken since before «not charged» is said. */
  readonly since: number
  readonly checkedAt: string | null
  readonly trouble: Failure | null
  readonly poll: Poll
}
export type Confirming = FindingOut & { readonly step: 'confirming' }
export type Pending = FindingOut & { readonly step: 'pending' }

// the answer
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

/** Everything a payer can be in; each has a screen and a test. */
export type State =
  | Landing
  | LandingFailed
  | Leaving
  | Loading
  | LoadFailed
  | Outside
  | Nowhere
  | NotFound
  | Amount
  | Catalog
  | Ordering
  | AskedAgain
  | Ready
  | Charging
  | ChargeRefused
  | Bridging
  | BridgeMissing
  | Sheet
  | Confirming
  | Pending
  | Unpaid
  | Failed
  | Paid
  | Closed
  | Refunded
  | MoneyBack

export type Step = State['step']
export type StateAt<S extends Step> = Extract<State, { step: S }>
