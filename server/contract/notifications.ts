import { Type, type Static } from 'typebox'

export const NotificationType = Type.Enum([
  'order.paid',
  'order.closed',
  'order.refunded',
  'refund.succeeded',
  'refund.failed',
  'order.incident',
])
export type NotificationType = Static<typeof NotificationType>

/**
 * `pending`: not taken by the shop yet. `delivered`: answered 2xx. `given_up`: nobody took it in three days.
 * `switched_off`: its address had answered 410.
 */
export const NotificationStatus = Type.Enum(['pending', 'delivered', 'given_up', 'switched_off'])
export type NotificationStatus = Static<typeof NotificationStatus>
