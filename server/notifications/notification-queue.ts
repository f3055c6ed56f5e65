/**
 * What the sender needs stored. Every method is atomic, durable when it returns, and may be called by several
 * processes at once.
 */
import type { NotificationStatus, NotificationType } from '../contract/notifications'

/** Due notifications are sent in two lanes, so that failing addresses delay nobody else. */
export type Lane = 'prompt' | 'failing'

/** A notification that is due and not leased. */
export interface DueNotification {
  readonly notificationId: string
  readonly address: string
}

export interface NotificationRecord {
  /** Sent as `webhook-id`, the same for every attempt. */
  readonly notificationId: string
  readonly orderId: string
  readonly orderNo: string
  readonly type: NotificationType
  readonly url: string
  /** Origin and path of `url`: failures are counted per address. */
  readonly address: string
  readonly body: string
  readonly createdAt: number
  readonly status: NotificationStatus
  /** Unix ms: since when it is being attempted: since it was created, or since it was last resent. */
  readonly triedSince: number
  /** Attempts since then. */
  readonly tries: number
  /** Resent on request: attempted although its address is switched off. */
  readonly resent: boolean
}

/** One attempt, as stored. */
export interface AttemptRecord {
  /** Unix ms */
  readonly at: number
  /** HTTP status; null where no answer came. */
  readonly status: number | null
  /** Why no answer came, as our own code; null where one came. */
  readonly error: string | null
  readonly tookMs: number
  /** The first bytes of the answer. */
  readonly answer: string
}

/** The result of an attempt. `retry`: again at `at`, Unix ms. `off`: the address answered 410. */
export type AttemptOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly at: number }
  | { readonly kind: 'give_up' }
  | { readonly kind: 'off' }

export interface NotificationQueue {
  /**
   * The longest due first.
   * @param except addresses that have enough attempts under way
   */
  dueNotifications(
    lane: Lane,
    now: number,
    except: readonly string[],
    limit: number,
  ): Promise<DueNotification[]>
  /**
   * Leases those of `ids` that are still due to the caller, until `leaseUntil`. Those whose address is
   * switched off are switched off as well.
   */
  takeNotifications(
    ids: readonly string[],
    now: number,
    leaseUntil: number,
  ): Promise<NotificationRecord[]>
  /**
   * Stores an attempt and its result. A delivery always counts; every other result only while the caller's
   * lease stands, and never after a delivery.
   */
  endAttempt(
    notificationId: string,
    leaseUntil: number,
    attempt: AttemptRecord,
    outcome: AttemptOutcome,
  ): Promise<void>
  /** The attempt was aborted before an answer: due at once, while the caller's lease stands. */
  giveBackNotification(notificationId: string, leaseUntil: number, now: number): Promise<void>
  /**
   * Deletes notifications that ended before `before`, the oldest first.
   * @returns how many, about `limit` at most
   */
  forgetNotifications(before: number, limit: number): Promise<number>
}
