/**
 * The repository port: what the rules need stored. Every method is atomic, durable when it returns, and every
 * change of state is conditional on the state it starts from (`transitions.ts`). So several processes may
 * call the same method at once, and exactly one of them gets `true`.
 */
import type { ChargeVerbs } from './charge-repository'
import type { OrderVerbs } from './order-repository'
import type { Accounts, IncidentRecord, WebhookRecord } from './records'
import type { RefundVerbs } from './refund-repository'

export interface Repository extends OrderVerbs, ChargeVerbs, RefundVerbs, InboxVerbs {}

export interface InboxVerbs {
  /**
   * An incident of an unrecorded payment also keeps its order from being charged, in the same commit. Without an
   * order it keeps the next order of its number, see `insertHeldOrder`.
   */
  addIncident(incident: IncidentRecord): Promise<void>
  incidentsOfOrders(orderIds: readonly string[]): Promise<IncidentRecord[]>

  /** One query for everything that the worker takes up, so that a round with nothing to do costs one query. */
  whatIsDue(now: number): Promise<DueWork>

  /**
   * A repeated event is stored once.
   * @param nextTryAt when the worker takes it up
   */
  keepWebhook(notification: WebhookRecord, nextTryAt: number): Promise<void>
  takeDueWebhooks(now: number, leaseUntil: number, limit: number): Promise<WebhookRecord[]>
  /** @param nextTryAt null where it is given up: it is not tried again, and is kept */
  scheduleWebhook(key: string, nextTryAt: number | null): Promise<void>
  webhookApplied(key: string, at: number): Promise<void>
  /**
   * Deletes webhooks applied before `before` (Unix ms), the oldest first; never one that was not applied. One
   * that comes again afterwards is stored and applied again, which changes nothing.
   * @returns how many, about `limit` at most
   */
  forgetWebhooks(before: number, limit: number): Promise<number>

  /**
   * Charges, refunds and events that were scheduled too far ahead by a clock that has jumped back since
   * become due now, at most `limit` of each.
   * @returns whether there may be more
   */
  bringBackDue(now: number, limit: number): Promise<boolean>
}

/** Which queues have something due. */
export interface DueWork {
  readonly webhooks: boolean
  readonly charges: boolean
  readonly refunds: boolean
  /** Orders that expired and have no charge that could be paid. */
  readonly orders: boolean
}

/** Charges of the same accounts that are being created or live. */
export interface UnderWay extends Accounts {
  readonly count: number
  /** Unix ms: when the last of them ends. */
  readonly latestEnd: number
}

export interface AccountRepository {
  /** Assigns this account to charges of this gateway from before accounts were stored, if they can still change. */
  adoptCharges(ours: Accounts): Promise<void>
  /** Charges being created or live under accounts that are none of these. */
  underWayElsewhere(ours: readonly Accounts[]): Promise<UnderWay[]>
}
