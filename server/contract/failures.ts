/** Why something ended without money, as our API tells it. */
import { Type, type Static } from 'typebox'

/**
 * Why a charge or a refund ended without money, or stands still: ours, the same for every gateway.
 * `balance`, `limit`, `bank`, `expired`: of the payer's account, its limit, the bank, the time. `refused`: the
 * gateway takes no such request. `refund_failed`: the channel did not pay it back. `nothing_left`: all had
 * gone back before. `unavailable`: a passing fault. `unanswered`: no answer came. `untrusted`: an answer that
 * does not verify. `denied`: the gateway says that it knows no such thing. `unknown`: it named another reason.
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
 * As the payer's page reads it. A page that is open while the backend is upgraded may meet a reason that it
 * does not know: it is text on the wire, and to that page a plain failure.
 */
export const Failure = Type.Object({
  code: Type.Unsafe<FailureReason>(
    Type.String({ description: `one of ${FailureReason.enum.join(', ')}; more may come` }),
  ),
  message: Type.String(),
})

/** As the merchant reads it. */
export const MerchantFailure = Type.Object({
  code: FailureReason,
  gatewayCode: Type.String({ description: 'the gateway’s own, or ours where it named none' }),
  message: Type.String(),
})
export type MerchantFailure = Static<typeof MerchantFailure>
