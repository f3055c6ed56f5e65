/** What the rules need stored of refunds and of idempotency keys: part of the repository port. */
import type { GatewayCapabilities } from './gateway'
import type { GatewayFailure } from './gateway-reports'
import type { IncidentRecord, RefundRecord } from './records'

export interface RefundVerbs {
  /**
   * Commits a refund to be sent, if enough is left of its charge. The key is checked before anything else.
   * @param claim the request's key
   * @param atATime `one`: not started while another refund of the charge is under way. `many`: the amounts of
   *   those under way are no longer available
   * @returns `known`: the key belongs to an earlier request, and nothing was done
   */
  beginRefund(
    refund: RefundRecord,
    claim: IdempotencyClaim,
    atATime: GatewayCapabilities['refundsAtATime'],
  ): Promise<'begun' | 'refund_in_progress' | 'exceeds' | { readonly known: IdempotencyClaim }>
  refundById(refundId: string): Promise<RefundRecord | null>
  refundByGatewayId(gatewayId: string): Promise<RefundRecord | null>
  refundsOfCharge(chargeId: string): Promise<RefundRecord[]>
  refundsOfOrders(orderIds: readonly string[]): Promise<RefundRecord[]>
  /** Refunds due for their next step, each leased to one caller until `leaseUntil`. */
  takeDueRefunds(now: number, leaseUntil: number, limit: number): Promise<RefundRecord[]>
  /** Only while it is in `state`: whoever changed it meanwhile has set when it is due. */
  scheduleRefund(refundId: string, state: RefundRecord['status'], nextTryAt: number): Promise<void>
  /**
   * wanted → sending, committed before the gateway is called. True for one caller only.
   * @param step `amount`: what is really requested, which may have become less
   */
  refundSending(
    refundId: string,
    step: {
      readonly amount: number
      readonly unlistedBefore: number
      readonly sentAt: number
      readonly nextTryAt: number
    },
  ): Promise<boolean>
  /** It was looked for and not found; only while it is the send of `sentAt`. */
  refundNotFound(refundId: string, sentAt: number, nextTryAt: number): Promise<void>
  /**
   * sending → wanted, to be sent again. Only while it is the send of `sentAt`.
   * @param again `provably_not_done`, or `not_found`: then its `sentAt` stays, because that send may still
   *   arrive
   */
  refundNotSent(
    refundId: string,
    sentAt: number,
    again: { readonly because: 'provably_not_done' | 'not_found'; readonly nextTryAt: number },
  ): Promise<boolean>
  /**
   * Counts that the gateway did not find it, or its charge, while it is under way.
   * @returns it as it is then
   */
  noteRefundDenied(refundId: string, now: number): Promise<RefundRecord | null>
  /** The gateway reported on it again: resets that count. */
  forgetRefundDenials(refundId: string): Promise<void>
  /**
   * Sent again and refused, while the earlier send may still be found: only stores why. Only while it is the
   * send of `sentAt`.
   */
  refundRefused(
    refundId: string,
    sentAt: number,
    refused: { readonly failure: GatewayFailure; readonly nextTryAt: number },
  ): Promise<void>
  /** → processing: the gateway has it. */
  refundAccepted(
    refundId: string,
    accepted: { readonly gatewayId: string; readonly amount: number; readonly nextTryAt: number },
  ): Promise<boolean>
  /**
   * → succeeded, and updates the charge's refunded sum; an order whose whole payment was refunded becomes
   * refunded.
   */
  refundSucceeded(
    refundId: string,
    success: {
      readonly gatewayId: string | null
      readonly amount: number
      readonly succeededAt: number
    },
  ): Promise<boolean>
  /**
   * → failed.
   * @param then in the same commit: the incident, and the refund that tries again. `gatewayId`: only while it
   *   is not known under another one. `seen`: only while it is as the caller saw it
   */
  refundFailed(
    refundId: string,
    failure: GatewayFailure,
    then: {
      readonly gatewayId: string | null
      readonly seen: Pick<RefundRecord, 'status' | 'sentAt'> | null
      readonly incident: IncidentRecord | null
      readonly next: RefundRecord | null
    },
  ): Promise<boolean>
  /**
   * Stores a refund that was made elsewhere, once.
   * @returns false where it was known
   */
  addForeignRefund(refund: RefundRecord): Promise<boolean>
}

export interface IdempotencyClaim {
  readonly owner: string
  readonly key: string
  readonly requestHash: string
  /** The id of the order or refund that the request made. */
  readonly standsFor: string
  readonly createdAt: number
}
