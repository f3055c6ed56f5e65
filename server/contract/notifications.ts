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
  sequence: Type.Integer({ minimum: 1, description: 'increases within an order' }),
  refundId: Type.Optional(Type.String({ description: 'if it is about a refund' })),
  data: MerchantOrder,
})

export type NotificationBody = Static<typeof NotificationBody>

export const Notification = Type.Object({
  notificationId: Type.String({ description: 'sent as webhook-id, the same for every attempt' }),
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
      status: nullable(Type.Integer({ description: 'HTTP status; null: no answer' })),
      error: nullable(Type.String({ description: 'why there was no answer' })),
      tookMs: Type.Integer(),
      answer: Type.String({ description: 'the first bytes of the answer' }),
    }),
  ),
})

export type Notification = Static<typeof Notification>

export const NotificationQuery = Type.Object({
  orderNo: Type.Optional(OrderNo),
  status: Type.Optional(
    Type.Enum(NotificationStatus.enum, { description: 'only notifications with this status' }),
  ),
  cursor: Type.Optional(
    Type.String({
      maxLength: 128,
      description: 'nextCursor of the previous page; all other parameters must be the same',
    }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'default: 20' })),
})

export const NotificationList = Type.Object({
  notifications: Type.Array(Notification),
  nextCursor: nullable(Type.String()),
})
