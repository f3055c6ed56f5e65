/** The wire's types, as the backend derives them from its schemas; nothing but types crosses over. */
export type {
  Charge,
  CheckoutOptions,
  ErrorCode,
  JsApiParams,
  OfferedItem,
  OpenedOrder,
  Order,
  PageEvent,
  Payment,
  RefundStatus,
} from '../../server/contract'
