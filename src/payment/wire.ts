/** The wire's types, as the backend derives them from its schemas; nothing but types crosses over. */
export type { Charge, JsApiParams } from '../../server/contract/charges'
export type { CheckoutOptions, OfferedItem, OpenedOrder } from '../../server/contract/checkout'
export type { PageEvent } from '../../server/contract/events'
export type { FailureReason } from '../../server/contract/failures'
export type { Order } from '../../server/contract/orders'
export type { Payment } from '../../server/contract/payment'
export type { ErrorCode } from '../../server/contract/problems'
export type { RefundStatus } from '../../server/contract/refunds'
