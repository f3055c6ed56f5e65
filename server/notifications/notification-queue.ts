/**
 * What the sender needs kept. Every verb is atomic, durable when it returns, and may be called by several
 * processes at once.
 */
import type { NotificationStatus, NotificationType } from '../contract/notifications'

/** What is due is sent in one of two lanes, so that addresses that fail delay nobody else. */
export type Lane = 'prompt' | 'failing'

/** A notification that is due, before anybody has taken it. */
export interface DueNotification {
  readonly notificationId: string
  readonly address: string
}

export interface NotificationRecord {
  /** Sent as `webhook-id`, the same at every try. */
  readonly notificationId: string
  readonly orderId: string
  readonly orderNo: string
  readonly type: NotificationType
  readonly url: string
  /** Origin and path of `url`: what fails or is switched off as one. */
  readonly address: string
  readonly body: string
  readonly createdAt: number
  readonly status: NotificationStatus
  /** Unix ms: since when it is being tried: since it was made, or since it was last asked for again. */
  readonly triedSince: number
  /** How often it was tried since then. */
  readonly tries: number
  /** It was asked for again: tried although its address is switched off. */
  readonly resent: boolean
}

/** One try, as it is kept. */
export interface AttemptRecord {
  /** Unix ms */
  readonly at: number
  /** HTTP; null where no answer came. */
  readonly status: number | null
  /** Why no answer came, in our own words; null where one came. */
  readonly error: string | null
  readonly tookMs: number
  /** The first bytes of the answer. */
  readonly answer: string
}

/** What a try came to. `retry`: at `at`, Unix ms. `off`: the address wants no more. */
export type AttemptOutcome =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly at: number }
  | { readonly kind: 'give_up' }
  | { readonly kind: 'off' }

export interface NotificationQueue {
  /** The longest due first. @param except addresses that have enough under way */
  dueNotifications(
    lane: Lane,
    now: number,
    except: readonly string[],
    limit: number,
  ): Promise<DueNotification[]>
  /**
   * Hands those of `ids` that are still due to the caller alone, until `leaseUntil`. Those whose address is
   * switched off are switched off with it instead.
   */
  takeNotifications(
    ids: readonly string[],
    now: number,
    leaseUntil: number,
  ): Promise<NotificationRecord[]>
  /**
   * Keeps a try and what follows from it. A delivery counts whenever it is learned of; all else only while
   * the caller's lease stands, and never after a delivery.
   */
  endAttempt(
    notificationId: string,
    leaseUntil: number,
    attempt: AttemptRecord,
    outcome: AttemptOutcome,
  ): Promise<void>
  /** A try was broken off before it said anything: due at once, while the caller's lease stands. */
  giveBackNotification(notificationId: string, leaseUntil: number, now: number): Promise<void>
  /** Lets go of what ended before `before`, the oldest first. @returns how many, about `limit` at most */
  forgetNotifications(before: number, limit: number): Promise<number>
}
