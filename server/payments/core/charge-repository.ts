/** What the rules need stored of charges: part of the repository port. */
import type { JsApiParams } from '../../contract/charges'
import type { Decision } from './decision'
import type { GatewayFailure } from './gateway-reports'
import type { ChargeRecord, IncidentRecord, RefundRecord } from './records'

export interface ChargeVerbs {
  /**
   * Commits that a charge is being created, in place of `previous` as the order's last one.
   * @param nextCheckAt when the worker takes it up, if nothing ends it before
   * @param bound counts it as an attempt, in the same commit; left out where closing `previous` was counted
   * @param amendments how often the order had been amended when it was read for this charge
   * @returns `overtaken` where the order is no longer open, has a payment that is not recorded, was amended,
   *   or has another last charge by now; `number_taken` where a charge with this number is stored already; the
   *   limit where its payer has had too many attempts. Nothing was done in any of these cases
   */
  beginCharge(
    charge: ChargeRecord,
    previous: string | null,
    nextCheckAt: number,
    bound?: AttemptBound,
    amendments?: number,
  ): Promise<'begun' | 'overtaken' | 'number_taken' | AttemptLimit>
  /**
   * Counts an attempt of a payer at an order, unless the limit is reached. Atomic: concurrent requests cannot
   * exceed it.
   * @returns the limit where it was not counted
   */
  countAttempt(
    attempt: { readonly orderId: string; readonly openid: string; readonly at: number },
    bound: AttemptBound,
  ): Promise<AttemptLimit | null>
  /**
   * Records a charge that was made and paid without these records, as after a restored backup. Only on a
   * person's request, and only after a verified query. With `refund` it counts as paid but is refunded, and
   * the order can be charged again; without, its payment has still to be applied.
   * @param nextCheckAt when the worker looks at it, if nobody applies its payment before
   * @returns false where it is recorded already
   */
  adoptCharge(
    charge: ChargeRecord,
    nextCheckAt: number,
    refund: RefundRecord | null,
  ): Promise<boolean>
  /**
   * Deletes attempts made before `before` (Unix ms), the oldest first.
   * @returns how many, about `limit` at most
   */
  forgetAttempts(before: number, limit: number): Promise<number>
  /**
   * creating → live, while the order is open: commits the credential before anyone gets it.
   * @returns false where the charge was ended or the order paid meanwhile: it must not be handed out
   */
  chargeCreated(chargeId: string, answer: CreatedCharge): Promise<boolean>
  /**
   * Ends a charge without money, with the incident if there is one. A lost charge whose gateway id is known
   * stays due.
   * @returns false where its state does not allow it
   */
  endCharge(
    chargeId: string,
    to: 'lost' | 'failed' | 'closed',
    end: {
      readonly failure: GatewayFailure | null
      readonly nextCheckAt: number | null
      readonly incident?: IncidentRecord
      /** Left out only in tests. */
      readonly decision?: Decision
    },
  ): Promise<boolean>
  /**
   * Stores when the charge was first seen final without saying how it ended.
   * @returns that moment, Unix ms
   */
  noteFinal(chargeId: string, now: number): Promise<number>
  /**
   * Counts that the gateway did not find it, and stores since when.
   * @returns it as it is then; null: not ours
   */
  noteDenied(gatewayId: string, now: number): Promise<ChargeRecord | null>
  chargeById(chargeId: string): Promise<ChargeRecord | null>
  chargeByGatewayId(gatewayId: string): Promise<ChargeRecord | null>
  /**
   * By the channel's number of a payment.
   * @returns null also where several charges have it
   */
  chargeByTransactionNo(transactionNo: string): Promise<ChargeRecord | null>
  /**
   * How a charge ended whose rows were archived.
   * @returns null where it is none of those
   */
  archivedCharge(
    chargeId: string,
  ): Promise<{ readonly orderId: string; readonly status: ChargeRecord['status'] } | null>
  /** Oldest first, each with its refunds, all read at one instant. */
  chargesOfOrder(orderId: string): Promise<ChargeWithRefunds[]>
  chargesOfOrders(orderIds: readonly string[]): Promise<ChargeRecord[]>
  /**
   * The gateway reported on this charge, which resets its count of «not found». Stores what is not known yet:
   * its gateway id, its livemode. A charge whose gateway id becomes known can be queried at last: it is due
   * at once, in the same commit.
   */
  noteChecked(
    chargeId: string,
    at: number,
    learned: { readonly gatewayId: string; readonly livemode: boolean | null },
  ): Promise<void>
  /**
   * Limits queries: true for one caller, then for nobody until `until`. A time further ahead than queries are
   * apart counts for nothing.
   */
  takeTurn(chargeId: string, now: number, until: number): Promise<boolean>
  /**
   * Records verified money and pays the order, if it still takes the money: an open order, or one that merely
   * expired. If it does not, the incident and the refund are part of the same commit, so unwanted money
   * always has a row that sends it back. Another charge of the order that could be paid is due for a look at
   * once. Also does what `noteChecked` does, except where it answers `again`.
   * @returns what it did: `again` where this charge had been recorded before; `another_id` where the charge
   *   is known under another gateway id, and nothing was done
   */
  recordSuccess(
    chargeId: string,
    success: {
      readonly paidAt: number
      readonly transactionNo: string | null
      readonly gatewayId: string
      readonly livemode: boolean | null
      readonly now: number
      /** When the query was sent whose answer reported it. */
      readonly askedAt: number
      readonly decision?: Decision
    },
    unwanted: { readonly second: AutomaticRefund; readonly late: AutomaticRefund },
  ): Promise<'paid' | 'again' | 'second' | 'late' | 'another_id'>
  /** Charges due for a look, each leased to one caller until `leaseUntil`. */
  takeDueCharges(now: number, leaseUntil: number, limit: number): Promise<ChargeRecord[]>
  /** Only while the caller's lease stands: whoever changed the charge meanwhile has set when it is due. */
  scheduleCheck(chargeId: string, leaseUntil: number, nextCheckAt: number | null): Promise<void>
}

/** At most this many attempts of one payer at one order in any `within` ms. Other payers' do not count. */
export interface AttemptBound {
  readonly most: number
  readonly within: number
}

/** Unix ms: when another attempt is allowed. */
export interface AttemptLimit {
  readonly limitedUntil: number
}

export interface ChargeWithRefunds {
  readonly charge: ChargeRecord
  /** Oldest first. */
  readonly refunds: readonly RefundRecord[]
}

export interface CreatedCharge {
  readonly gatewayId: string
  readonly livemode: boolean | null
  readonly jsApiParams: JsApiParams
  readonly nextCheckAt: number
}

/** Stored together with money that an order does not take. */
export interface AutomaticRefund {
  readonly incident: IncidentRecord
  readonly refund: RefundRecord
}
