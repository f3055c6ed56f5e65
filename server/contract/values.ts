/** Building blocks of the bodies on the wire. Money is an integer in fen, times are ISO 8601 in UTC. */
import { Type, type TSchema } from 'typebox'

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

export const Time = Type.String({ format: 'date-time', description: 'ISO 8601, UTC' })

export const Fen = Type.Integer({ minimum: 1, maximum: 100_000_000, description: 'fen (CNY 0.01)' })

/** Refunds that have succeeded. One under way may still fail, so it does not count. */
export const FenRefunded = Type.Integer({
  minimum: 0,
  maximum: 100_000_000,
  description: 'fen refunded so far; a refund counts once it has succeeded',
})

export const OrderNo = Type.String({
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  description: 'the merchant’s own number',
})

/** Our id: 128 random bits as 22 characters of base64url. Whoever has it may see the order and pay it. */
export const OrderId = Type.String({
  pattern: '^[A-Za-z0-9_-]{22}$',
  description: 'id of the order, which cannot be guessed',
})

export const ChargeId = Type.String({ pattern: '^[A-Za-z0-9]{1,64}$' })

/** Below `items/`: files of the catalogue, so a page may load the address as it is. */
export const Picture = nullable(Type.String({ description: 'relative to PUBLIC_URL' }))
