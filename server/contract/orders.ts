import { Type, type Static } from 'typebox'
import { Fen, FenRefunded, OrderId, Picture, Time, nullable } from './values'

export const OrderStatus = Type.Enum(['unpaid', 'processing', 'paid', 'closed', 'refunded'])
export type OrderStatus = Static<typeof OrderStatus>

export const Order = Type.Object({
  orderId: OrderId,
  orderNo: Type.String(),
  status: OrderStatus,
  amount: Fen,
  amountRefunded: FenRefunded,
  currency: Type.Literal('CNY'),
  subject: Type.String(),
  body: Type.String(),
  merchantName: Type.String(),
  expiresAt: Time,
  paidAt: nullable(Time),
  returnUrl: nullable(Type.String()),
  autoPay: Type.Boolean({
    description: 'whether the merchant allows the payment sheet to open without a tap',
  }),
  picture: Picture,
  now: Time,
})
export type Order = Static<typeof Order>

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
