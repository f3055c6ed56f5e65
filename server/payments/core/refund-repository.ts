/** What the rules need kept of refunds, and of the keys of requests: part of the repository port. */
import type { GatewayCapabilities } from './gateway'
import type { GatewayFailure } from './gateway-reports'
import type { IncidentRecord, RefundRecord } from './records'

export interface RefundVerbs {
  /**
   * Commits a refund that is to be sent, where enough is left of its charge. The key comes first: whether it
   * is known is decided before anything else is looked at.
   * @param claim the request that asks for it
   * @param atATime `one`: where another refund of the charge is under way, this one is not begun. `many`: what
   *   those under way take is no longer left
   * @returns `known`: the key stood for an earlier request already, and nothing was done
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
  /** Refunds due for their next step, each handed to one caller, who has until `leaseUntil`. */
  takeDueRefunds(now: number, leaseUntil: number, limit: number): Promise<RefundRecord[]>
  /** Only while it is in `state`: whoever moved it on has said when it is due. */
  scheduleRefund(refundId: string, state: RefundRecord['status'], nextTryAt: number): Promise<void>
  /**
   * wanted → sending, committed before the gateway is called. One caller alone is told true.
   * @param step `amount`: what is really asked for, which may have become less
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
  /** It was looked for and not found; only while it is the sending of `sentAt`. */
  refundNotFound(refundId: string, sentAt: number, nextTryAt: number): Promise<void>
  /**
   * sending → wanted, to be sent again. Only while it is the sending of `sentAt`.
   * @param again `provably_not_done`, or `not_found`: then its `sentAt` stays, as a reason for doubt
   */
  refundNotSent(
    refundId: string,
    sentAt: number,
    again: { readonly because: 'provably_not_done' | 'not_found'; readonly nextTryAt: number },
  ): Promise<boolean>
  /** Counts that the gateway denied it, or its charge, while it is under way. @returns it as it is then */
  noteRefundDenied(refundId: string, now: number): Promise<RefundRecord | null>
  /** The gateway spoke of what it had denied. */
  forgetRefundDenials(refundId: string): Promise<void>
  /**
   * Sent again and refused, while the earlier sending may yet be found: stays as it is, and keeps why.
   * Only while it is the sending of `sentAt`.
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
   * → succeeded, and what has gone back of the charge with it; an order whose whole payment has gone back
   * becomes refunded.
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
   * @param then in the same commit: the incident, and the refund that tries again. `gatewayId`: only while
   *   it is not known under another one. `seen`: only while it is as the caller saw it, who may be late
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
  /** Keeps a refund that was made elsewhere, once. @returns false where it was known */
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
