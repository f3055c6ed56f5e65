/** What the package publishes. */
export { createClient, type CheckoutClient, type ClientOptions } from './client.js'
export type { CallOptions, Seams } from './call.js'
export {
  CheckoutError,
  type CheckoutErrorCode,
  type ClientErrorCode,
  type FieldError,
} from './errors.js'
export type { NotificationCalls } from './notifications.js'
export type { OrderCalls, RefundOptions } from './orders.js'
export type { List } from './pages.js'
export {
  NotificationNotVerified,
  verifyNotification,
  type RequestHeaders,
  type ShopNotification,
} from './verify-notification.js'
export type * from './wire.js'
