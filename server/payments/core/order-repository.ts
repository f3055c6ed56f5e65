import type { OrderStatus } from '../../contract/orders'
import type { OrderRecord, ChargeRecord } from './records'
import type { IdempotencyClaim } from './refund-repository'

export interface OrderVerbs {
  /**
   * @param by the name of the merchant's key, kept with the order; so of the other verbs that take one
   * @returns false where the order number is taken
   */
  insertOrder(order: OrderRecord, by?: string): Promise<boolean>
  /** This and the next three know archived orders too. */
  orderById(orderId: string): Promise<OrderRecord | null>
  orderByNo(orderNo: string): Promise<OrderRecord | null>
  /** Both as they are at one instant. */
  orderWithLastCharge(orderId: string): Promise<OrderWithLastCharge | null>
  /** The same of many, in no sequence. */
  ordersWithLastCharge(orderIds: readonly string[]): Promise<OrderWithLastCharge[]>
  /**
   * Newest first, or where it is asked when they were paid, the last paid first. Without those that were
   * archived.
   */
  listOrders(filter: OrderFilter): Promise<OrderRecord[]>
  /**
   * Orders that this payer opened from a menu, and those that they began to pay; newest first, without those
   * that were archived.
   */
  ordersOfPayer(openid: string, before: PlaceInList | null, limit: number): Promise<OrderRecord[]>
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
   * Changes what is said of an order that is open at `now` (Unix ms), its time included, and was never
   * charged. Counted: no charge begins after it for who has read the order before (`beginCharge`).
   * @returns false where it is otherwise by now
   */
  amendOrder(orderId: string, amendment: OrderAmendment, now: number, by?: string): Promise<boolean>
  /**
   * open, expired → closed, for the merchant, where the order's last charge is `lastChargeId` and cannot
   * be paid.
   * @returns false where it is otherwise by now
   */
  closeOrder(
    orderId: string,
    lastChargeId: string | null,
    asked?: { readonly at: number; readonly by: string },
  ): Promise<boolean>

  idempotencyClaim(owner: string, key: string): Promise<IdempotencyClaim | null>
}

export interface OrderWithLastCharge {
  readonly order: OrderRecord
  readonly last: ChargeRecord | null
  /** What has gone back of the payment that paid it, in fen: refunds that succeeded, none under way. */
  readonly refunded: number
}

/** What is left out stays as it is; `metadata` is replaced as a whole. */
export type OrderAmendment = Partial<
  Pick<OrderRecord, 'subject' | 'body' | 'expiresAt' | 'notifyUrl' | 'metadata'>
>

export interface OrderFilter {
  readonly status: OrderStatus | null
  /** How its number begins; null: anyhow. */
  readonly numberPrefix: string | null
  readonly createdAfter: number | null
  /** Paid at this time or later; with this or the next, an order that was never paid is not listed. */
  readonly paidAfter: number | null
  /** Paid before this time. */
  readonly paidBefore: number | null
  /** Strictly after this order, in the list's own sequence. */
  readonly before: PlaceInList | null
  readonly limit: number
}

export interface PlaceInList {
  /** Unix ms: when the order was placed, in a list by payment when it was paid. */
  readonly at: number
  readonly orderId: string
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
