import { Type, type Static } from 'typebox'
import { ChargeStatus } from './charges'
import { RefundStatus } from './refunds'
import { ChargeId, Fen, FenRefunded, OrderId, Time, nullable } from './values'
import { Failure } from './failures'

/** `failed` is returned by the status query only: the last charge failed, and the order is unpaid again. */
export const PaymentStatus = Type.Enum([
  'unpaid',
  'processing',
  'paid',
  'closed',
  'refunded',
  'failed',
])
export type PaymentStatus = Static<typeof PaymentStatus>

export const Payment = Type.Object({
  orderId: OrderId,
  status: PaymentStatus,
  chargeId: nullable(ChargeId),
  paidAt: nullable(Time),
  amountRefunded: FenRefunded,
  checkedAt: nullable(
    Type.String({ format: 'date-time', description: 'when the gateway last answered' }),
  ),
  receivedAt: Type.String({
    format: 'date-time',
    description: 'when this query arrived; a later `checkedAt` is the gateway’s answer to it',
  }),
  failure: nullable(Failure),
  mine: nullable(
    Type.Object({
      chargeId: ChargeId,
      status: ChargeStatus,
      refund: nullable(
        Type.Object({ status: RefundStatus, reason: nullable(Type.String()), amount: Fen }),
      ),
    }),
  ),
  now: Time,
})
export type Payment = Static<typeof Payment>

export const PaymentQuery = Type.Object({
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 25, description: 'seconds' })),
})
