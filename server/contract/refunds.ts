import { Type, type Static } from 'typebox'
import { ChargeId, Fen, Time, nullable } from './values'
import { MerchantFailure } from './failures'

export const RefundStatus = Type.Enum(['processing', 'succeeded', 'failed'])
export type RefundStatus = Static<typeof RefundStatus>

export const Refund = Type.Object({
  refundId: Type.String(),
  chargeId: ChargeId,
  amount: Fen,
  status: RefundStatus,
  reason: nullable(Type.String()),
  automatic: Type.Boolean({ description: 'created by the backend, not requested by the shop' }),
  createdAt: Time,
  succeededAt: nullable(Time),
  failure: nullable(MerchantFailure),
})
export type Refund = Static<typeof Refund>

export const RefundRequest = Type.Object(
  {
    amount: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100_000_000,
        description: 'fen; default: everything that is left of the payment',
      }),
    ),
    reason: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
  },
  { additionalProperties: false },
)
export type RefundRequest = Static<typeof RefundRequest>
