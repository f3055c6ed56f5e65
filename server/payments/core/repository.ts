/**
 * The repository port: what the rules need kept. Every verb is atomic, durable when it returns, and every
 * change of state is conditional on the state it starts from (`states.ts`), so that several processes may
 * call the same verb at once and exactly one of them is told `true`.
 */
import type { JsApiParams } from '../../contract/charges'
import type { OrderStatus } from '../../contract/orders'
import type { GatewayFailure } from './gateway'
import type {
  Accounts,
  ChargeRecord,
  WebhookRecord,
  IncidentRecord,
  OrderRecord,
  RefundRecord,
} from './records'

export interface Repository extends OrderVerbs, ChargeVerbs, RefundVerbs, InboxVerbs {}

export interface OrderVerbs {
  /** @returns false where the order number is taken */
  insertOrder(order: OrderRecord): Promise<boolean>
  /** This and the next three know archived orders too. */
  orderById(orderId: string): Promise<OrderRecord | null>
  orderByNo(orderNo: string): Promise<OrderRecord | null>
  /** Both as they are at one instant. */
  orderWithLastCharge(orderId: string): Promise<OrderWithLastCharge | null>
  /** The same of many, in no sequence. */
  ordersWithLastCharge(orderIds: readonly string[]): Promise<OrderWithLastCharge[]>
  /** Newest first, without those that were archived. */
  listOrders(filter: OrderFilter): Promise<OrderRecord[]>
  /**
   * Opens an order for a payer who comes from a menu, or finds the one that this request is to be given. All
   * in one commit, and for any number of requests and processes at once: whoever asks for the same slot
   * waits for the commits before, and then finds the order that holds it.
   *
   * In this sequence: a known key answers with what it stands for. Otherwise a purchase of the same that was
   * paid since `paidSince` is told instead (`just_paid`). Otherwise the order that holds the slot is given,
   * while it can still be paid and took the slot after `heldSince`. Otherwise `order` is inserted and takes
   * the slot; the order that held it stays as it is, payable by its link. The key is kept in the commit that
   * gives or inserts; with `known`, `just_paid` and `number_taken` nothing is kept.
   */
  openInSlot(opening: SlotOpening): Promise<SlotAnswer>
  /** This payer's orders of typed amounts made since `since` that can still be paid; newest first, a few. */
  begunAmounts(openid: string, since: number, now: number): Promise<OrderRecord[]>
  /**
   * open → expired, for what ran out of time and has no charge that could be paid, the longest out first.
   * @returns how many, at most `limit`
   */
  closeExpiredOrders(now: number, limit: number): Promise<number>
  /**
   * open, expired → closed, for the merchant, where the order's last charge is `lastChargeId` and cannot
   * be paid.
   * @returns false where it is otherwise by now
   */
  closeOrder(orderId: string, lastChargeId: string | null): Promise<boolean>

  idempotencyClaim(owner: string, key: string): Promise<IdempotencyClaim | null>
}

export interface ChargeVerbs {
  /**
   * Commits that a charge is being created, in place of `previous` as the order's last one.
   * @param nextCheckAt when the worker takes it up, should nobody end it before
   * @param bound counts it as an attempt, in the same commit; left out where closing `previous` was counted
   * @returns `overtaken` where the order is no longer open or its last charge is another by now; the limit
   *   where its payer has had so many attempts at the order, and nothing was done
   */
  beginCharge(
    charge: ChargeRecord,
    previous: string | null,
    nextCheckAt: number,
    bound?: AttemptBound,
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
  chargesOfOrder(orderId: string): Promise<ChargeRecord[]>
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
   * charge of the order that could be paid is due for a look at once.
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
    },
    unwanted: { readonly second: AutomaticRefund; readonly late: AutomaticRefund },
  ): Promise<'paid' | 'again' | 'second' | 'late' | 'another_id'>
  /** Charges due for a look, each handed to one caller, who has until `leaseUntil`. */
  takeDueCharges(now: number, leaseUntil: number, limit: number): Promise<ChargeRecord[]>
  /** Only while the caller's lease stands: whoever moved the charge on has said when it is due. */
  scheduleCheck(chargeId: string, leaseUntil: number, nextCheckAt: number | null): Promise<void>
}

export interface RefundVerbs {
  /**
   * Commits a refund that is to be sent, where its charge has none under way and enough left. The key comes
   * first: whether it is known is decided before anything else is looked at.
   * @param claim the request that asks for it
   * @returns `known`: the key stood for an earlier request already, and nothing was done
   */
  beginRefund(
    refund: RefundRecord,
    claim: IdempotencyClaim,
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

export interface InboxVerbs {
  addIncident(incident: IncidentRecord): Promise<void>
  incidentsOfOrders(orderIds: readonly string[]): Promise<IncidentRecord[]>

  /** An event seen before is kept once. @param nextTryAt when the worker takes it up */
  keepWebhook(notification: WebhookRecord, nextTryAt: number): Promise<void>
  takeDueWebhooks(now: number, leaseUntil: number, limit: number): Promise<WebhookRecord[]>
  /** @param nextTryAt null where it is given up: nobody takes it up again, and it is kept for good */
  scheduleWebhook(key: string, nextTryAt: number | null): Promise<void>
  webhookApplied(key: string, at: number): Promise<void>
  /**
   * Lets go of notifications applied before `before` (Unix ms), the oldest first; never of one that was not
   * applied. One that comes again after this is kept and applied again, which changes nothing.
   * @returns how many, about `limit` at most
   */
  forgetWebhooks(before: number, limit: number): Promise<number>

  /**
   * Charges, refunds and events that a clock which has jumped back since put too far ahead are due now, at
   * most `limit` of each.
   * @returns whether there may be more
   */
  bringBackDue(now: number, limit: number): Promise<boolean>
}

export interface OrderWithLastCharge {
  readonly order: OrderRecord
  readonly last: ChargeRecord | null
  /** What has gone back of the payment that paid it, in fen: refunds that succeeded, none under way. */
  readonly refunded: number
}

export interface OrderFilter {
  readonly status: OrderStatus | null
  readonly createdAfter: number | null
  /** Strictly older than this order, in the list's own sequence. */
  readonly before: { readonly createdAt: number; readonly orderId: string } | null
  readonly limit: number
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

export interface SlotOpening {
  /** What is inserted where no order is given; its `openid` is the payer. */
  readonly order: OrderRecord & { readonly openid: string }
  /** One order of a payer holds it at a time. */
  readonly slot: string
  /** The request; kept for the order that it is given or makes, whatever `standsFor` says. */
  readonly claim: IdempotencyClaim
  /** Unix ms; an order that took the slot at this time or earlier holds it no longer. Null: as long as it is payable. */
  readonly heldSince: number | null
  /** Unix ms; null where the payer said that they want to pay again. */
  readonly paidSince: number | null
  readonly now: number
}

export type SlotAnswer =
  /** Given again, or new. */
  | { readonly outcome: 'given' | 'opened'; readonly order: OrderRecord }
  | { readonly outcome: 'known'; readonly claim: IdempotencyClaim }
  | { readonly outcome: 'just_paid'; readonly order: OrderRecord }
  /** The order's number is another's: nothing was done. */
  | { readonly outcome: 'number_taken' }

export interface IdempotencyClaim {
  readonly owner: string
  readonly key: string
  readonly requestHash: string
  /** The id of the order or refund that the request made. */
  readonly standsFor: string
  readonly createdAt: number
}

/** Charges of the same accounts that are being created or live. */
export interface UnderWay extends Accounts {
  readonly count: number
  /** Unix ms: the end of the one that ends last. */
  readonly latestEnd: number
}

export interface AccountBook {
  /** Charges from before this was kept, as far as anything can still become of them, are of these accounts. */
  adoptCharges(ours: Accounts): Promise<void>
  /** Charges being created or live under other accounts than these. */
  underWayElsewhere(ours: Accounts): Promise<UnderWay[]>
}
