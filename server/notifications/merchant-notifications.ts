/** What a merchant does with notifications: list them and have them resent. */
import type { NotificationStatus } from '../contract/notifications'
import type { AttemptRecord, NotificationRecord } from './notification-queue'

export interface ListedNotification extends NotificationRecord {
  readonly sequence: number
  readonly refundId: string | null
  readonly nextTryAt: number | null
  /** Oldest first. */
  readonly attempts: readonly AttemptRecord[]
}

export interface NotificationFilter {
  readonly orderNo: string | null
  readonly status: NotificationStatus | null
  /** Strictly older than this one, in the list's order. */
  readonly before: { readonly createdAt: number; readonly notificationId: string } | null
  readonly limit: number
}

export interface MerchantNotifications {
  /** Newest first. */
  list(filter: NotificationFilter): Promise<ListedNotification[]>
  byId(notificationId: string): Promise<ListedNotification | null>
  /**
   * Makes a notification due at once, whatever its status, to the address that its order has now. Id and body
   * stay.
   * @param defaultUrl for orders without an address of their own
   * @param by the name of the merchant's key, or of the command
   * @returns false where there is no such notification
   */
  resend(
    notificationId: string,
    now: number,
    defaultUrl: string | null,
    by: string,
  ): Promise<boolean>
  /** Ids of notifications created at `since` (Unix ms) or later, oldest first, after `after`. */
  madeSince(since: number, after: string | null, limit: number): Promise<string[]>
}
