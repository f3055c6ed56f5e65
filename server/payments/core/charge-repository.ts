/** What the rules need kept of charges: part of the repository port. */
import type { JsApiParams } from '../../contract/charges'
import type { Decision } from './decision'
import type { GatewayFailure } from './gateway-reports'
import type { ChargeRecord, IncidentRecord, RefundRecord } from './records'

export interface ChargeVerbs {
  /**
   * Commits that a charge is being created, in place of `previous` as the order's last one.
   * @param nextCheckAt when the worker takes it up, should nobody end it before
   * @param bound counts it as an attempt, in the same commit; left out where closing `previous` was counted
   * @param amendments how often the order had been amended when it was read for this charge
   * @returns `overtaken` where the order is no longer open, has a payment that is in no book, was amended, or its last charge is another by now;
   *   the limit where its payer has had so many attempts at the order, and nothing was done
   */
  beginCharge(
    charge: ChargeRecord,
    previous: string | null,
    nextCheckAt: number,
    bound?: AttemptBound,
    amendments?: number,
  ): Promise<'begun' | 'overtaken' | AttemptLimit>
  /**
   * Counts an attempt of a payer at an order, unless there have been as many as the bound allows: however many
   * ask at once, no more get through.
   * @returns the limit where it was not counted
   */
  countAttempt(
    attempt: { readonly orderId: string; readonly openid: string; readonly at: number },
    bound: AttemptBound,
  ): Promise<AttemptLimit | null>
  /**
   * Takes a charge into the books that was made and paid without them, as after a restored backup. Only a person
   * asks for this, and only after a verified query. With `refund` it counts as paid, not for its order but to go
   * back, and the order can be charged again; without, its payment has still to be applied.
   * @param nextCheckAt when the worker looks at it, should nobody apply its payment before
   * @returns false where it is in the books already
   */
  adoptCharge(
    charge: ChargeRecord,
    nextCheckAt: number,
    refund: RefundRecord | null,
  ): Promise<boolean>
  /** Lets go of attempts made before `before` (Unix ms), the oldest first. @returns how many, about `limit` at most */
  forgetAttempts(before: number, limit: number): Promise<number>
  /**
   * creating → live, while the order is open: commits the credential before anyone is handed it.
   * @returns false where the charge was ended or the order paid meanwhile: it must not be handed out
   */
  chargeCreated(chargeId: string, answer: CreatedCharge): Promise<boolean>
  /**
   * Moves a charge to an end without money, with the incident where that is one. A lost one whose gateway id
   * is known all the same stays due.
   * @returns false where no such move leads from its state
   */
  endCharge(
    chargeId: string,
    to: 'lost' | 'failed' | 'closed',
    end: {
      readonly failure: GatewayFailure | null
      readonly nextCheckAt: number | null
      readonly incident?: IncidentRecord
      /** Left out in tests alone. */
      readonly decision?: Decision
    },
  ): Promise<boolean>
  /** Keeps when it was first found final without a word how. @returns that moment, Unix ms */
  noteFinal(chargeId: string, now: number): Promise<number>
  /** Counts that the gateway denied it, and keeps since when. @returns it as it is then; null: not ours */
  noteDenied(gatewayId: string, now: number): Promise<ChargeRecord | null>
  chargeById(chargeId: string): Promise<ChargeRecord | null>
  chargeByGatewayId(gatewayId: string): Promise<ChargeRecord | null>
  /** By the channel's number of a payment. @returns null also where it means more than one charge */
  chargeByTransactionNo(transactionNo: string): Promise<ChargeRecord | null>
  /** How a charge ended whose rows were moved out of the store. @returns null where it is none of those */
  archivedCharge(
    chargeId: string,
  ): Promise<{ readonly orderId: string; readonly status: ChargeRecord['status'] } | null>
  /** The oldest first, each with its refunds, all as they are at one instant. */
  chargesOfOrder(orderId: string): Promise<ChargeWithRefunds[]>
  chargesOfOrders(orderIds: readonly string[]): Promise<ChargeRecord[]>
  /**
   * The gateway spoke of this charge, which ends its denials. Learns what is not known yet: its gateway id, its livemode. A charge
   * whose gateway id is learned can be asked about at last: it is due at once, in the same commit.
   */
  noteChecked(
    chargeId: string,
    at: number,
    learned: { readonly gatewayId: string; readonly livemode: boolean | null },
  ): Promise<void>
  /**
   * Paces the asking: true for one caller, then for nobody until `until`; a turn further ahead than turns
   * are long counts for nothing.
   */
  takeTurn(chargeId: string, now: number, until: number): Promise<boolean>
  /**
   * Records verified money and, where the order still takes it, pays the order: an open one, or one
   * that merely ran out of time. Where it does not, the incident and the refund that answer it are part
   * of the same commit, so money that is not wanted is never without a row that sends it back. Another
   * charge of the order that could be paid is due for a look at once. That the gateway spoke of this one is
   * noted as well, as `noteChecked` does; not where it answers `again`.
   * @returns what it did: `again` where this charge had been recorded before; `another_id` where the
   *   charge is known under another gateway id, and nothing was done
   */
  recordSuccess(
    chargeId: string,
    success: {
      readonly paidAt: number
      readonly transactionNo: string | null
      readonly gatewayId: string
      readonly livemode: boolean | null
      readonly now: number
      /** Of what the gateway was asked at this time it has spoken. */
      readonly askedAt: number
      readonly decision?: Decision
    },
    unwanted: { readonly second: AutomaticRefund; readonly late: AutomaticRefund },
  ): Promise<'paid' | 'again' | 'second' | 'late' | 'another_id'>
  /** Charges due for a look, each handed to one caller, who has until `leaseUntil`. */
  takeDueCharges(now: number, leaseUntil: number, limit: number): Promise<ChargeRecord[]>
  /** Only while the caller's lease stands: whoever moved the charge on has said when it is due. */
  scheduleCheck(chargeId: string, leaseUntil: number, nextCheckAt: number | null): Promise<void>
}

/** So many attempts of one payer at one order in any `within` ms. Those of other payers count for nothing. */
export interface AttemptBound {
  readonly most: number
  readonly within: number
}

/** Unix ms: from then on there is room for another attempt. */
export interface AttemptLimit {
  readonly limitedUntil: number
}

export interface ChargeWithRefunds {
  readonly charge: ChargeRecord
  /** The oldest first. */
  readonly refunds: readonly RefundRecord[]
}

export interface CreatedCharge {
  readonly gatewayId: string
  readonly livemode: boolean | null
  readonly jsApiParams: JsApiParams
  readonly nextCheckAt: number
}

/** What is kept together with money that an order does not take. */
export interface AutomaticRefund {
  readonly incident: IncidentRecord
  readonly refund: RefundRecord
}
