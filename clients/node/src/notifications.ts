import { callForJson, type CallOptions, type Line } from './call.js'
import { listOf, type List } from './pages.js'
import { segment } from './segment.js'
import type { Notification, NotificationList, NotificationQuery } from './wire.js'

/** Each rejects with a `CheckoutError`. */
export interface NotificationCalls {
  /** Notifications to the shop, newest first, with every attempt. */
  readonly list: (
    query?: NotificationQuery,
    options?: CallOptions,
  ) => List<Notification, NotificationList>
  /**
   * Resends one, with the same id and body.
   * @throws `not_found`
   */
  readonly resend: (notificationId: string, options?: CallOptions) => Promise<Notification>
}

export function createNotifications(line: Line): NotificationCalls {
  return {
    list({ cursor: start, ...query } = {}, options = {}) {
      const page = (cursor: string | undefined, own: CallOptions) =>
        callForJson<NotificationList>(
          line,
          { method: 'GET', path: 'notifications', query: { ...query, cursor } },
          own,
        )
      return listOf(page, ({ notifications }) => notifications, start, options)
    },
    resend(notificationId, options) {
      const path = `notifications/${segment(notificationId)}/resend`
      return callForJson(line, { method: 'POST', path }, options)
    },
  }
}
