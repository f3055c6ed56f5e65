/**
 * The ledger port: what the rules need kept. Every verb is atomic and every change of state is
 * conditional on the state it starts from, so that several processes may call the same verb at once
 * and exactly one of them is told `true`.
 */
import type { ChargeStatus, JsApiParams, OrderStatus } from '../contract'
import type { GatewayFailure } from './gateway'
import type { ChargeRecord, InboxRecord, IncidentRecord, OrderRecord } from './records'

export interface OrderFilter {
  readonly status: OrderStatus | null
  readonly createdAfter: number | null
  /** Strictly older than this order, in the list's own sequence. */
  readonly before: { readonly createdAt: number; readonly orderId: string } | null
  readonly limit: number
}

export interface Ledger {
  /** @returns false where the order number is taken */
  insertOrder(order: OrderRecord): Promise<boolean>
  orderById(orderId: string): Promise<OrderRecord | null>
  orderByNo(orderNo: string): Promise<OrderRecord | null>
  /** Newest first. */
  listOrders(filter: OrderFilter): Promise<OrderRecord[]>
  /** This payer's order for the same thing that can still be paid. */
  unfinishedOrder(openid: string, same: SameThing, now: number): Promise<OrderRecord | null>
  /** This payer's order for the same thing, paid since `since`. */
  recentlyPaidOrder(openid: string, same: SameThing, since: number): Promise<OrderRecord | null>
  /** Closes what ran out of time and has no charge that could be paid. @returns how many */
  closeExpiredOrders(now: number): Promise<number>

  idempotencyClaim(owner: string, key: string): Promise<IdempotencyClaim | null>
  /**
   * The order id answered for this key of this payer; keeps `orderId` where the key is new.
   * One insert decides, so the same request twice at once still makes one order.
   */
  claimIdempotencyKey(claim: IdempotencyClaim): Promise<IdempotencyClaim>

  /**
   * Commits that a charge is being created, in place of `previous` as the order's last one.
   * @returns false where the order is no longer open or its last charge is another by now
   */
  beginCharge(charge: ChargeRecord, previous: string | null): Promise<boolean>
  /** creating → live: commits the credential before anyone is handed it. */
  chargeCreated(
    chargeId: string,
    answer: {
      readonly gatewayId: string
      readonly livemode: boolean | null
      readonly jsApiParams: JsApiParams
      readonly nextCheckAt: number
    },
  ): Promise<boolean>
  /** Moves a charge that is not final to an end without money. @returns false where it was elsewhere */
  endCharge(
    chargeId: string,
    from: readonly ChargeStatus[],
    to: 'lost' | 'failed' | 'closed',
    end: { readonly failure: GatewayFailure | null; readonly nextCheckAt: number | null },
  ): Promise<boolean>
  chargeById(chargeId: string): Promise<ChargeRecord | null>
  chargesOfOrder(orderId: string): Promise<ChargeRecord[]>
  chargesOfOrders(orderIds: readonly string[]): Promise<ChargeRecord[]>
  /** The gateway spoke of this charge. Learns its gateway id where that is not known yet. */
  noteChecked(chargeId: string, at: number, gatewayId: string): Promise<void>
  /** Paces the asking: true for one caller, then for nobody until `until`. */
  takeTurn(chargeId: string, now: number, until: number): Promise<boolean>
  /**
   * Records verified money and, where the order still takes it, pays the order: an open one, or one
   * that merely ran out of time.
   * @returns what it did: `again` where this charge had been recorded before
   */
  recordSuccess(
    chargeId: string,
    success: {
      readonly paidAt: number
      readonly transactionNo: string | null
      readonly gatewayId: string
    },
  ): Promise<'paid' | 'again' | 'second' | 'late'>
  /** Charges due for a look, each handed to one caller, who has until `leaseUntil`. */
  takeDueCharges(now: number, leaseUntil: number, limit: number): Promise<ChargeRecord[]>
  scheduleCheck(chargeId: string, nextCheckAt: number | null): Promise<void>

  addIncident(incident: IncidentRecord): Promise<void>
  incidentsOfOrders(orderIds: readonly string[]): Promise<IncidentRecord[]>

  /** Durable when it returns. An event seen before is kept once. @param nextTryAt when the reconciler takes it up */
  keepNotification(notification: InboxRecord, nextTryAt: number): Promise<void>
  takeDueNotifications(now: number, leaseUntil: number, limit: number): Promise<InboxRecord[]>
  notificationSettled(key: string, at: number): Promise<void>
}

/** What makes two orders of one payer the same purchase. */
export type SameThing = { readonly item: string } | { readonly amount: number }

export interface IdempotencyClaim {
  readonly owner: string
  readonly key: string
  readonly requestHash: string
  readonly orderId: string
  readonly createdAt: number
}
