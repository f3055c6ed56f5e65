import { Type, type Static } from 'typebox'
import { Charge } from './charges'
import { Order } from './orders'
import { Fen, OrderId, Picture, Time, nullable } from './values'

/** What an order's page requests as soon as it opens; `auto` where its address asks for the sheet. */
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

/** What the catalogue sells, in the merchant's sequence. */
export const OfferedItem = Type.Object({
  item: Type.String(),
  subject: Type.String(),
  body: Type.String(),
  amount: Fen,
  picture: Picture,
})
export type OfferedItem = Static<typeof OfferedItem>

/** What the typed-amount page and the landing need before there is an order. */
export const CheckoutOptions = Type.Object({
  merchantName: Type.String(),
  openAmount: nullable(Type.Object({ min: Fen, max: Fen })),
  items: Type.Array(OfferedItem),
  unfinished: nullable(
    Type.Object(
      { orderId: OrderId, amount: Fen, createdAt: Time },
      {
        description:
          'an order with a typed amount that this payer opened a moment ago and has not paid',
      },
    ),
  ),
})
export type CheckoutOptions = Static<typeof CheckoutOptions>
