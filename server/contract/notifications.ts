import { Type, type Static } from 'typebox'
import { MerchantOrder } from './merchant-orders'
import { OrderNo, Time, nullable } from './values'

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
 * `pending`: not accepted by the shop yet. `delivered`: answered 2xx. `given_up`: not accepted within three
 * days. `switched_off`: its address answered 410.
 */
export const NotificationStatus = Type.Enum(['pending', 'delivered', 'given_up', 'switched_off'])

export type NotificationStatus = Static<typeof NotificationStatus>

/** The body sent to the shop. */
export const NotificationBody = Type.Object({
  type: NotificationType,
  timestamp: Time,
  sequence: Type.Integer({ minimum: 1, description: 'only grows within an order' }),
  refundId: Type.Optional(Type.String({ description: 'where it speaks of a refund' })),
  data: MerchantOrder,
})

export type NotificationBody = Static<typeof NotificationBody>

export const Notification = Type.Object({
  notificationId: Type.String({ description: 'sent as webhook-id, the same at every try' }),
  type: NotificationType,
  orderNo: OrderNo,
  sequence: Type.Integer(),
  refundId: nullable(Type.String()),
  url: Type.String(),
  status: NotificationStatus,
  createdAt: Time,
  nextTryAt: nullable(Time),
  attempts: Type.Array(
    Type.Object({
      at: Time,
      status: nullable(Type.Integer({ description: 'HTTP; null: no answer came' })),
      error: nullable(Type.String({ description: 'why no answer came' })),
      tookMs: Type.Integer(),
      answer: Type.String({ description: 'its first bytes' }),
    }),
  ),
})

export type Notification = Static<typeof Notification>

export const NotificationQuery = Type.Object({
  orderNo: Type.Optional(OrderNo),
  status: Type.Optional(
    Type.Enum(NotificationStatus.enum, { description: 'notifications in this status alone' }),
  ),
  cursor: Type.Optional(
    Type.String({ maxLength: 128, description: 'nextCursor of the page before, asked for alike' }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: '20 by default' })),
})

export const NotificationList = Type.Object({
  notifications: Type.Array(Notification),
  nextCursor: nullable(Type.String()),
})
