import type { JsApiParams } from '../../contract/charges'
import type { GatewayFailure, GatewayCharge, GatewayRefund } from './gateway-reports'

export interface CreateCharge {
  /** Letters and digits, 1–64, used once and never again. */
  readonly chargeNumber: string
  /** fen */
  readonly amount: number
  readonly subject: string
  readonly body: string
  readonly openid: string
  readonly clientIp: string
  /** Unix ms */
  readonly expiresAt: number
  readonly metadata: Readonly<Record<string, string>>
}

/**
 * What a call came to. `rejected`: the gateway says no and nothing was done. `denied`: it says that it knows
 * no such charge, or no such refund (never said to the making of a charge); nothing was done.
 * `unavailable`: a passing fault that the gateway itself named; nothing was done, trying again later may work.
 * `lost`: no answer; it may or may not have been done. `untrusted`: an answer that does not verify,
 * so whether anything was done is not known either.
 */
export type Refused = {
  readonly outcome: 'rejected' | 'denied' | 'unavailable' | 'lost' | 'untrusted'
  readonly failure: GatewayFailure
}

/** No usable answer: whoever asks next may well get none either. A no is about one charge alone. */
export function isOutage({ outcome }: { readonly outcome: string }): boolean {
  return outcome === 'unavailable' || outcome === 'lost' || outcome === 'untrusted'
}

export type CreateOutcome =
  | {
      readonly outcome: 'created'
      readonly charge: GatewayCharge
      readonly jsApiParams: JsApiParams
    }
  /** Answered and verified, but the charge in it had already failed. */
  | { readonly outcome: 'failed'; readonly charge: GatewayCharge }
  /** It has a charge under this number already: what became of that, a query tells. */
  | { readonly outcome: 'exists'; readonly failure: GatewayFailure }
  | Refused

export type QueryOutcome =
  { readonly outcome: 'answered'; readonly charge: GatewayCharge } | Refused

/** @param sha256 of the answer's bytes, whose signature held */
export function withHash(answer: QueryOutcome, sha256: string | undefined): QueryOutcome {
  if (answer.outcome !== 'answered' || sha256 === undefined) return answer
  return { ...answer, charge: { ...answer.charge, sha256 } }
}

export type CloseOutcome =
  | { readonly outcome: 'closed' }
  /** Already in a final state: only a query tells which. */
  | { readonly outcome: 'final' }
  /** The channel will not close it now (WeChat: for about five minutes). */
  | { readonly outcome: 'not_closed'; readonly failure: GatewayFailure }
  | Refused

export interface CreateRefund {
  readonly gatewayId: string
  readonly refundId: string
  /** Unix ms; tells this sending from an earlier one. */
  readonly sentAt: number
  /** fen */
  readonly amount: number
  /** fen, of the whole charge */
  readonly total: number
  readonly reason: string
}

export type RefundOutcome =
  | { readonly outcome: 'answered'; readonly refund: GatewayRefund }
  /** Another refund of this charge is under way: one at a time. */
  | { readonly outcome: 'in_progress' }
  | Refused
