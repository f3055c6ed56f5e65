import type { OrderStatus } from '../../contract/orders'
import type { OrderRecord, ChargeRecord } from './records'
import type { IdempotencyClaim } from './refund-repository'

export interface OrderVerbs {
  /**
   * @param by the name of the merchant's key, stored with the order; likewise in the other methods
   * @returns false where the order number is taken, or an unrecorded payment of an order that is not here
   *   names it
   */
  insertOrder(order: OrderRecord, by?: string): Promise<boolean>
  /**
   * Inserts an order whose number an unrecorded payment names: it is held like any other with such a payment,
   * whose incidents are its own from now on.
   * @returns the number of the payment; null where none names it, or the order number is taken
   */
  insertHeldOrder(order: OrderRecord, by?: string): Promise<string | null>
  /** This and the next three include archived orders. */
  orderById(orderId: string): Promise<OrderRecord | null>
  orderByNo(orderNo: string): Promise<OrderRecord | null>
  /** Both read at one instant. */
  orderWithLastCharge(orderId: string): Promise<OrderWithLastCharge | null>
  /** The same for many orders, in no particular order. */
  ordersWithLastCharge(orderIds: readonly string[]): Promise<OrderWithLastCharge[]>
  /** Newest first, or last paid first where the filter is by payment. Without archived orders. */
  listOrders(filter: OrderFilter): Promise<OrderRecord[]>
  /** Orders that this payer opened from a menu or started to pay; newest first, without archived orders. */
  ordersOfPayer(openid: string, before: PlaceInList | null, limit: number): Promise<OrderRecord[]>
  /**
   * Opens an order for a payer who comes from a menu, or finds the one to give them. One commit, safe for any
   * number of concurrent requests and processes: requests for the same slot wait for each other's commits,
   * and the later ones find the order that holds the slot.
   * In this sequence: a known key answers with its order. Otherwise, if the same was bought and paid since
   * `paidSince`, that is reported (`just_paid`). Otherwise the order that holds the slot is given, while it
   * can still be paid and took the slot after `heldSince`. Otherwise `order` is inserted and takes the slot;
   * the previous holder stays payable by its link. The key is stored in the commit that gives or inserts;
   * `known`, `just_paid` and `number_taken` store nothing.
   */
  openInSlot(opening: SlotOpening): Promise<SlotAnswer>
  /** This payer's typed amounts placed since `since` that can still be paid; newest first, a few. */
  begunAmounts(openid: string, since: number, now: number): Promise<OrderRecord[]>
  /**
   * open → expired, for orders that ran out of time without a charge that could be paid, the longest expired
   * first.
   * @returns how many, at most `limit`
   */
  closeExpiredOrders(now: number, limit: number): Promise<number>
  /**
   * Changes an order that is open at `now` (Unix ms) and was never charged. The change is counted: no charge
   * starts for a caller who read the order before (`beginCharge`).
   * @returns false where the order's state does not allow it by now
   */
  amendOrder(orderId: string, amendment: OrderAmendment, now: number, by?: string): Promise<boolean>
  /**
   * open, expired → closed, by the merchant, where the order's last charge is `lastChargeId` and cannot be
   * paid.
   * @returns false where that is no longer so
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
  /** fen refunded of the payment that paid it: only refunds that succeeded. */
  readonly refunded: number
}

/** Fields that are left out stay as they are; `metadata` is replaced as a whole. */
export type OrderAmendment = Partial<
  Pick<OrderRecord, 'subject' | 'body' | 'expiresAt' | 'notifyUrl' | 'metadata'>
>

export interface OrderFilter {
  readonly status: OrderStatus | null
  /** Prefix of its number; null: any. */
  readonly numberPrefix: string | null
  readonly createdAfter: number | null
  /** Paid at this time or later; with this or the next, an unpaid order is not listed. */
  readonly paidAfter: number | null
  /** Paid before this time. */
  readonly paidBefore: number | null
  /** Strictly after this order, in the list's own sequence. */
  readonly before: PlaceInList | null
  readonly limit: number
}

export interface PlaceInList {
  /** Unix ms: when the order was placed; in a list by payment, when it was paid. */
  readonly at: number
  readonly orderId: string
}

export interface SlotOpening {
  /** Inserted where no existing order is given; its `openid` is the payer. */
  readonly order: OrderRecord & { readonly openid: string }
  /** Held by one order of a payer at a time. */
  readonly slot: string
  /** The request's idempotency key; stored with the order that it gets, whatever `standsFor` says. */
  readonly claim: IdempotencyClaim
  /**
   * Unix ms; an order that took the slot at this time or before no longer holds it. Null: as long as it is
   * payable.
   */
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
  /** The order's number is already taken: nothing was done. */
  | { readonly outcome: 'number_taken' }
