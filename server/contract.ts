/**
 * Every body on the wire, as a schema; the types are derived from the schemas, here and in the SPA
 * (which imports the types only). Money is an integer in fen, times are ISO 8601 in UTC.
 */
import { Type, type Static, type TSchema } from 'typebox'

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

const Time = Type.String({ format: 'date-time', description: 'ISO 8601, UTC' })
const Fen = Type.Integer({ minimum: 1, maximum: 100_000_000, description: 'fen (CNY 0.01)' })
const OrderNo = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  description: 'the merchant’s own number',
})
/** Ours: 128 random bits as 22 characters of base64url. Whoever holds it may see the order and pay it. */
const OrderId = Type.String({
  pattern: '^[A-Za-z0-9_-]{22}$',
  description: 'unguessable name of an order',
})
const ChargeId = Type.String({ pattern: '^[A-Za-z0-9]{1,64}$' })

export const OrderStatus = Type.Enum(['unpaid', 'processing', 'paid', 'closed', 'refunded'])
export type OrderStatus = Static<typeof OrderStatus>

/** `failed` is said by the status query alone: the last charge ended in failure, the order is unpaid again. */
export const PaymentStatus = Type.Enum([
  'unpaid',
  'processing',
  'paid',
  'closed',
  'refunded',
  'failed',
])
export type PaymentStatus = Static<typeof PaymentStatus>

export const ChargeStatus = Type.Enum(['creating', 'lost', 'live', 'succeeded', 'failed', 'closed'])
export type ChargeStatus = Static<typeof ChargeStatus>

export const RefundStatus = Type.Enum(['processing', 'succeeded', 'failed'])
export type RefundStatus = Static<typeof RefundStatus>

export const IncidentKind = Type.Enum([
  'double_success',
  'late_payment',
  'mismatch',
  'refund_failed',
  'charge_denied',
])
export type IncidentKind = Static<typeof IncidentKind>

const Failure = Type.Object({ code: Type.String(), message: Type.String() })
export type Failure = Static<typeof Failure>

/** Under `items/`: of the catalogue's own making, so a page may load it as it stands. */
const Picture = nullable(Type.String({ description: 'relative to PUBLIC_URL' }))

export const Order = Type.Object({
  orderId: OrderId,
  orderNo: Type.String(),
  status: OrderStatus,
  amount: Fen,
  currency: Type.Literal('CNY'),
  subject: Type.String(),
  body: Type.String(),
  merchantName: Type.String(),
  expiresAt: Time,
  paidAt: nullable(Time),
  returnUrl: nullable(Type.String()),
  autoPay: Type.Boolean({ description: 'the merchant allows the pay sheet to open without a tap' }),
  picture: Picture,
  now: Time,
})
export type Order = Static<typeof Order>

/** What `getBrandWCPayRequest` takes: six strings, passed on unchanged (the signature covers them). */
export const JsApiParams = Type.Object({
  appId: Type.String(),
  timeStamp: Type.String(),
  nonceStr: Type.String(),
  package: Type.String(),
  signType: Type.String(),
  paySign: Type.String(),
})
export type JsApiParams = Static<typeof JsApiParams>

export const Charge = Type.Object({ chargeId: ChargeId, expiresAt: Time, jsApiParams: JsApiParams })
export type Charge = Static<typeof Charge>

export const SessionRequest = Type.Object(
  {
    code: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })),
    state: Type.String({ minLength: 1, maxLength: 2048 }),
  },
  { additionalProperties: false },
)
export type SessionRequest = Static<typeof SessionRequest>

export const Session = Type.Object({
  to: Type.String({ description: 'the target given to authorize, relative to PUBLIC_URL' }),
  checkout: Type.Optional(Type.Object({ order: Order, charge: Type.Optional(Charge) })),
})
export type Session = Static<typeof Session>

/** What the page of an order asks as soon as it opens; `auto` where its address asks for the sheet. */
export const OpenOrderPage = Type.Object(
  {
    orderId: Type.String({ minLength: 1, maxLength: 64 }),
    auto: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type OpenOrderPage = Static<typeof OpenOrderPage>

export const OpenedOrder = Type.Object({
  signedIn: Type.Boolean(),
  order: Order,
  charge: Type.Optional(Charge),
})
export type OpenedOrder = Static<typeof OpenedOrder>

/** Whether this browser holds a login that may still charge. */
export const SessionState = Type.Object({ signedIn: Type.Boolean() })
export type SessionState = Static<typeof SessionState>

export const OpenOrderRequest = Type.Union([
  Type.Object(
    { item: Type.String({ minLength: 1, maxLength: 64 }), again: Type.Optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      amount: Fen,
      remark: Type.Optional(Type.String({ maxLength: 50 })),
      again: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
])
export type OpenOrderRequest = Static<typeof OpenOrderRequest>

/** What the catalogue sells, in the merchant's sequence. */
export const OfferedItem = Type.Object({
  item: Type.String(),
  subject: Type.String(),
  body: Type.String(),
  amount: Fen,
  picture: Picture,
})
export type OfferedItem = Static<typeof OfferedItem>

/** What the typed-amount page and the landing need to know before there is an order. */
export const CheckoutOptions = Type.Object({
  merchantName: Type.String(),
  openAmount: nullable(Type.Object({ min: Fen, max: Fen })),
  items: Type.Array(OfferedItem),
  unfinished: nullable(
    Type.Object(
      { orderId: OrderId, amount: Fen, createdAt: Time },
      { description: 'this payer’s own typed amount that was begun a moment ago and not paid' },
    ),
  ),
})
export type CheckoutOptions = Static<typeof CheckoutOptions>

export const ChargeRequest = Type.Object(
  {
    renew: Type.Optional(
      Type.Boolean({ description: 'the sheet refused the charge it was given' }),
    ),
    auto: Type.Optional(
      Type.Boolean({ description: 'nobody tapped: never closes anyone’s charge' }),
    ),
  },
  { additionalProperties: false },
)
export type ChargeRequest = Static<typeof ChargeRequest>

export const Payment = Type.Object({
  orderId: OrderId,
  status: PaymentStatus,
  chargeId: nullable(ChargeId),
  paidAt: nullable(Time),
  checkedAt: nullable(Type.String({ format: 'date-time', description: 'when Paymax last spoke' })),
  receivedAt: Type.String({
    format: 'date-time',
    description: 'when this query came in: a later `checkedAt` is Paymax’s word on it',
  }),
  failure: nullable(Failure),
  mine: nullable(
    Type.Object({
      chargeId: ChargeId,
      status: ChargeStatus,
      refund: nullable(Type.Object({ status: RefundStatus, reason: nullable(Type.String()) })),
    }),
  ),
  now: Time,
})
export type Payment = Static<typeof Payment>

/**
 * What a number of a payment alone may show. It stands on bills and is read out to strangers, so it shows
 * neither whose money it is, nor how much, nor for what. `changed`: the money went back or did not come
 * after all; how, is for its payer to read in the order.
 */
export const Receipt = Type.Object({
  status: Type.Enum(['paid', 'confirming', 'changed']),
  merchantName: Type.String(),
  /** Told to the payer who made this payment, to nobody else. */
  orderId: nullable(OrderId),
})
export type Receipt = Static<typeof Receipt>

/** `out_trade_no` as WeChat writes it; what else WeChat appends to the page's address is not sent here. */
export const ReceiptQuery = Type.Object({
  out_trade_no: Type.String({
    pattern: '^[\\x21-\\x7e]{1,64}$',
    description: 'the charge’s number, Paymax’s id of it, or the channel’s number of the payment',
  }),
})

export const PaymentQuery = Type.Object({
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 25, description: 'seconds' })),
})

const HttpUrl = Type.String({ pattern: '^https?://', maxLength: 2048 })

export const MerchantOrderRequest = Type.Object(
  {
    orderNo: OrderNo,
    amount: Fen,
    subject: Type.String({ minLength: 1, maxLength: 128 }),
    body: Type.String({ minLength: 1, maxLength: 128 }),
    expiresAt: Type.Optional(Time),
    returnUrl: Type.Optional(HttpUrl),
    notifyUrl: Type.Optional(HttpUrl),
    autoPay: Type.Optional(Type.Boolean()),
    metadata: Type.Optional(
      Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 512 }), {
        maxProperties: 20,
      }),
    ),
  },
  { additionalProperties: false },
)
export type MerchantOrderRequest = Static<typeof MerchantOrderRequest>

export const Refund = Type.Object({
  refundId: Type.String(),
  chargeId: ChargeId,
  amount: Fen,
  status: RefundStatus,
  reason: nullable(Type.String()),
  automatic: Type.Boolean({ description: 'made without anyone asking' }),
  createdAt: Time,
  succeededAt: nullable(Time),
  failure: nullable(Failure),
})
export type Refund = Static<typeof Refund>

export const RefundRequest = Type.Object(
  {
    amount: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100_000_000,
        description: 'fen; what is left of the payment where it is missing',
      }),
    ),
    reason: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
  },
  { additionalProperties: false },
)
export type RefundRequest = Static<typeof RefundRequest>

export const MerchantOrder = Type.Object({
  ...Order.properties,
  metadata: Type.Record(Type.String(), Type.String()),
  notifyUrl: nullable(Type.String()),
  createdAt: Time,
  checkoutUrl: Type.String(),
  charges: Type.Array(
    Type.Object({
      chargeId: ChargeId,
      status: ChargeStatus,
      amount: Fen,
      openid: Type.String({ description: 'masked' }),
      createdAt: Time,
      expiresAt: Time,
      paidAt: nullable(Time),
      failure: nullable(Failure),
    }),
  ),
  refunds: Type.Array(Refund),
  incidents: Type.Array(
    Type.Object({
      kind: IncidentKind,
      at: Time,
      chargeId: nullable(ChargeId),
      detail: Type.String(),
    }),
  ),
})
export type MerchantOrder = Static<typeof MerchantOrder>

export const MerchantOrderQuery = Type.Object({
  status: Type.Optional(OrderStatus),
  createdAfter: Type.Optional(Time),
  cursor: Type.Optional(Type.String({ maxLength: 128 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})
export type MerchantOrderQuery = Static<typeof MerchantOrderQuery>

export const MerchantOrderList = Type.Object({
  orders: Type.Array(MerchantOrder),
  nextCursor: nullable(Type.String()),
})
export type MerchantOrderList = Static<typeof MerchantOrderList>

/**
 * What the payer's page tells to be counted: a step and a kind, nothing about the payer or the order.
 * Sent as `text/plain` that holds JSON: engines of 2018 refuse a beacon of JSON.
 */
export const PageEvent = Type.Object(
  {
    event: Type.Literal('sheet_denied'),
    kind: Type.Enum([
      'access_denied',
      'not_allowed',
      'no_permission',
      'no_support',
      'url_not_registered',
    ]),
  },
  { additionalProperties: false },
)
export type PageEvent = Static<typeof PageEvent>

/** Every failure the API can answer with. Stable: clients branch on it, words may change. */
export const ErrorCode = Type.Enum([
  'invalid_request',
  'invalid_target',
  'unauthorized',
  'forbidden_origin',
  'not_found',
  'login_required',
  'oauth_state_mismatch',
  'oauth_code_invalid',
  'oauth_denied',
  'snapshot_user',
  'wechat_unavailable',
  'wechat_misconfigured',
  'order_not_found',
  'order_conflict',
  'order_paid',
  'order_closed',
  'order_not_paid',
  'order_archived',
  'item_not_found',
  'just_paid',
  'amount_out_of_range',
  'open_amount_off',
  'charge_in_progress',
  'gateway_rejected',
  'gateway_untrusted',
  'gateway_unavailable',
  'signature_invalid',
  'idempotency_key_required',
  'idempotency_key_reused',
  'refund_exceeds_paid',
  'refund_in_progress',
  'rate_limited',
  'payload_too_large',
  'unsupported_media_type',
  'not_ready',
  'internal_error',
])
export type ErrorCode = Static<typeof ErrorCode>

/** RFC 9457 problem details with our stable `code` and what a code brings along. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: ErrorCode,
  errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
  authorizeUrl: Type.Optional(Type.String({ description: 'a fresh start, for sign-in failures' })),
  orderId: Type.Optional(OrderId),
  amount: Type.Optional(Fen),
  paidAt: Type.Optional(Time),
  publicUrl: Type.Optional(
    Type.String({ description: 'where the pages are that may call, with forbidden_origin' }),
  ),
})
export type Problem = Static<typeof Problem>

export const Health = Type.Object({ status: Type.Literal('ok') })
