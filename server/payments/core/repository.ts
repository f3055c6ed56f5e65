/**
 * The repository port: what the rules need kept. Every verb is atomic, durable when it returns, and every
 * change of state is conditional on the state it starts from (`transitions.ts`), so that several processes may
 * call the same verb at once and exactly one of them is told `true`.
 */
import type { ChargeVerbs } from './charge-repository'
import type { OrderVerbs } from './order-repository'
import type { Accounts, IncidentRecord, WebhookRecord } from './records'
import type { RefundVerbs } from './refund-repository'

export interface Repository extends OrderVerbs, ChargeVerbs, RefundVerbs, InboxVerbs {}

export interface InboxVerbs {
  /** One of a payment that is in no book keeps its order from being charged, in the same commit. */
  addIncident(incident: IncidentRecord): Promise<void>
  incidentsOfOrders(orderIds: readonly string[]): Promise<IncidentRecord[]>

  /** One look at everything that the worker takes up, so that a round with nothing to do costs no more. */
  whatIsDue(now: number): Promise<DueWork>

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

/** Where there is something to take up. */
export interface DueWork {
  readonly webhooks: boolean
  readonly charges: boolean
  readonly refunds: boolean
  /** Orders whose time ran out and that have no charge that could be paid. */
  readonly orders: boolean
}

/** Charges of the same accounts that are being created or live. */
export interface UnderWay extends Accounts {
  readonly count: number
  /** Unix ms: the end of the one that ends last. */
  readonly latestEnd: number
}

export interface AccountRepository {
  /** Charges of this gateway from before this was kept, as far as anything can still become of them, are of these. */
  adoptCharges(ours: Accounts): Promise<void>
  /** Charges being created or live under accounts that are none of these. */
  underWayElsewhere(ours: readonly Accounts[]): Promise<UnderWay[]>
}
