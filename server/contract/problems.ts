import { Type, type Static } from 'typebox'
import { Fen, OrderId, Time } from './values'

/** Every error code of the API. Codes are stable: clients branch on them. Texts may change. */
export const ErrorCode = Type.Enum([
  'invalid_request',
  'invalid_target',
  'unauthorized',
  'forbidden',
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

/** RFC 9457 problem details with our stable `code` and its additional fields. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: ErrorCode,
  errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
  authorizeUrl: Type.Optional(
    Type.String({ description: 'where to sign in again, for sign-in failures' }),
  ),
  orderId: Type.Optional(OrderId),
  amount: Type.Optional(Fen),
  paidAt: Type.Optional(Time),
  heldUntil: Type.Optional(
    Type.Union([Time, Type.Null()], {
      description:
        'with charge_in_progress: a payment of it may be missing here, and this is about when that is clear; null: a person has to find out, or the order ends before',
    }),
  ),
  publicUrl: Type.Optional(
    Type.String({ description: 'the address of the checkout page, with forbidden_origin' }),
  ),
})
export type Problem = Static<typeof Problem>
