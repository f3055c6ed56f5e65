import { Type, type Static } from 'typebox'
import { ChargeStatus } from './charges'
import { Order, OrderStatus } from './orders'
import { Refund } from './refunds'
import { ChargeId, Fen, OrderNo, Time, nullable } from './values'
import { MerchantFailure } from './failures'

export const incidentKinds = [
  'double_success',
  'late_payment',
  'mismatch',
  'refund_failed',
  'charge_denied',
  'unknown_payment',
] as const

export const IncidentKind = Type.Enum([...incidentKinds])

export type IncidentKind = Static<typeof IncidentKind>

const HttpUrl = Type.String({ pattern: '^https?://', maxLength: 2048 })

const ProductText = Type.String({ minLength: 1, maxLength: 128 })

const Metadata = Type.Record(Type.String({ maxLength: 64 }), Type.String({ maxLength: 512 }), {
  maxProperties: 20,
})

export const MerchantOrderRequest = Type.Object(
  {
    orderNo: OrderNo,
    amount: Fen,
    subject: ProductText,
    body: ProductText,
    expiresAt: Type.Optional(Time),
    expiresIn: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 366 * 86_400,
        description:
          'seconds from now, instead of expiresAt; sending the same value again returns the same order',
      }),
    ),
    returnUrl: Type.Optional(HttpUrl),
    notifyUrl: Type.Optional(HttpUrl),
    autoPay: Type.Optional(Type.Boolean()),
    metadata: Type.Optional(Metadata),
  },
  { additionalProperties: false },
)

export type MerchantOrderRequest = Static<typeof MerchantOrderRequest>

/** Fields of an order that may be changed; those left out stay as they are. */
export const MerchantOrderAmendment = Type.Object(
  {
    subject: Type.Optional(ProductText),
    body: Type.Optional(ProductText),
    expiresAt: Type.Optional(Time),
    notifyUrl: Type.Optional(nullable(HttpUrl)),
    metadata: Type.Optional(Metadata),
  },
  { additionalProperties: false, minProperties: 1 },
)

export type MerchantOrderAmendment = Static<typeof MerchantOrderAmendment>

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
      failure: nullable(MerchantFailure),
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

const Page = {
  cursor: Type.Optional(
    Type.String({
      maxLength: 128,
      description: 'nextCursor of the previous page; all other parameters must be the same',
    }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'default: 20' })),
}

const when = (description: string) =>
  Type.Optional(Type.String({ format: 'date-time', description }))

export const MerchantOrderQuery = Type.Object({
  status: Type.Optional(
    Type.Enum(OrderStatus.enum, { description: 'only orders with this status' }),
  ),
  orderNoPrefix: Type.Optional(
    Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$', description: 'the beginning of orderNo' }),
  ),
  createdAfter: when('created after this time'),
  paidAfter: when(
    'paid at or after this time; the list is then sorted by payment time, latest first',
  ),
  paidBefore: when('paid before this time; the list is the last paid first then'),
  ...Page,
})

export type MerchantOrderQuery = Static<typeof MerchantOrderQuery>

/** In a body, because an openid must not be in an address: addresses are logged, stored and passed on. */
export const MerchantOrderSearch = Type.Object(
  {
    openid: Type.String({
      pattern: '^[A-Za-z0-9_-]{1,128}$',
      description: 'the payer: orders that they opened from a menu or began to pay',
    }),
    ...Page,
  },
  { additionalProperties: false },
)

export type MerchantOrderSearch = Static<typeof MerchantOrderSearch>

export const MerchantOrderList = Type.Object({
  orders: Type.Array(MerchantOrder),
  nextCursor: nullable(Type.String()),
})

export type MerchantOrderList = Static<typeof MerchantOrderList>
