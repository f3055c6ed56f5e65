/** Why a charge or refund ended without money, as the API reports it. */
import { Type, type Static } from 'typebox'

/**
 * Why a charge or a refund ended without money, or makes no progress; the same list for every gateway.
 * `balance`, `limit`, `bank`, `expired`: the payer's balance, limit, bank, or the time ran out. `refused`:
 * the gateway refuses such a request. `refund_failed`: the channel did not refund. `nothing_left`: everything
 * was refunded before. `unavailable`: a temporary failure. `unanswered`: no answer came. `untrusted`: an
 * answer that does not verify. `denied`: the gateway does not find it. `unknown`: another reason of the
 * gateway.
 */
export const FailureReason = Type.Enum([
  'balance',
  'limit',
  'bank',
  'expired',
  'refused',
  'refund_failed',
  'nothing_left',
  'unavailable',
  'unanswered',
  'untrusted',
  'denied',
  'unknown',
])
export type FailureReason = Static<typeof FailureReason>

/**
 * As the payer's page reads it. A page that is open during an upgrade may receive a reason that it does not
 * know: it is any text on the wire, and that page shows a general failure.
 */
export const Failure = Type.Object({
  code: Type.Unsafe<FailureReason>(
    Type.String({ description: `one of ${FailureReason.enum.join(', ')}; more may be added` }),
  ),
  message: Type.String(),
})

/** As the merchant reads it. */
export const MerchantFailure = Type.Object({
  code: FailureReason,
  gatewayCode: Type.String({ description: 'the gateway’s code, or ours if it gave none' }),
  message: Type.String(),
})
export type MerchantFailure = Static<typeof MerchantFailure>
