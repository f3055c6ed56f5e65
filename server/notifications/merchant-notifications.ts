/** What a merchant does with notifications: looks at them, and has them sent again. */
import type { NotificationStatus } from '../contract/notifications'
import type { AttemptRecord, NotificationRecord } from './notification-queue'

export interface ListedNotification extends NotificationRecord {
  readonly sequence: number
  readonly refundId: string | null
  readonly nextTryAt: number | null
  /** The first one first. */
  readonly attempts: readonly AttemptRecord[]
}

export interface NotificationFilter {
  readonly orderNo: string | null
  readonly status: NotificationStatus | null
  /** Strictly older than this one, in the list's own sequence. */
  readonly before: { readonly createdAt: number; readonly notificationId: string } | null
  readonly limit: number
}

export interface MerchantNotifications {
  /** Newest first. */
  list(filter: NotificationFilter): Promise<ListedNotification[]>
  byId(notificationId: string): Promise<ListedNotification | null>
  /**
   * Due at once, whatever became of it, and at where its order is told now. Id and body stay.
   * @param defaultUrl for orders without an address of their own
   * @param by the name of the merchant's key, or the command's
   * @returns false where there is no such notification
   */
  resend(
    notificationId: string,
    now: number,
    defaultUrl: string | null,
    by: string,
  ): Promise<boolean>
  /** The ids of what was made at `since` (Unix ms) or later, oldest first, after `after`. */
  madeSince(since: number, after: string | null, limit: number): Promise<string[]>
}
