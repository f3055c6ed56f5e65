import type { JsApiParams } from '../../contract/charges'
import type { GatewayFailure, GatewayCharge, GatewayRefund } from './gateway-reports'

export interface CreateCharge {
  /** Letters and digits, 1–64; never used twice. */
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
 * A call without success. `rejected`: the gateway refuses; nothing was done. `denied`: it knows no such
 * charge or refund (never the answer to creating a charge); nothing was done. `unavailable`: a temporary
 * failure that the gateway named; nothing was done, later may work. `lost`: no answer; it may or may not have
 * been done. `untrusted`: an answer that does not verify; it may or may not have been done.
 */
export type Refused = {
  readonly outcome: 'rejected' | 'denied' | 'unavailable' | 'lost' | 'untrusted'
  readonly failure: GatewayFailure
}

/** No usable answer, which is likely to affect the next call as well. A refusal concerns one charge only. */
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
  /** A charge with this number exists already: a query says what became of it. */
  | { readonly outcome: 'exists'; readonly failure: GatewayFailure }
  | Refused

export type QueryOutcome =
  { readonly outcome: 'answered'; readonly charge: GatewayCharge } | Refused

/** @param sha256 of the signed bytes of the answer */
export function withHash(answer: QueryOutcome, sha256: string | undefined): QueryOutcome {
  if (answer.outcome !== 'answered' || sha256 === undefined) return answer
  return { ...answer, charge: { ...answer.charge, sha256 } }
}

export type CloseOutcome =
  | { readonly outcome: 'closed' }
  /** Already in a final state: only a query says which. */
  | { readonly outcome: 'final' }
  /** The channel does not close it now (WeChat: for about five minutes). */
  | { readonly outcome: 'not_closed'; readonly failure: GatewayFailure }
  | Refused

export interface CreateRefund {
  readonly gatewayId: string
  readonly refundId: string
  /** Unix ms; distinguishes this send from an earlier one. */
  readonly sentAt: number
  /** fen */
  readonly amount: number
  /** fen, of the whole charge */
  readonly total: number
  readonly reason: string
}

export type RefundOutcome =
  | { readonly outcome: 'answered'; readonly refund: GatewayRefund }
  /** Another refund of this charge is under way: only one at a time. */
  | { readonly outcome: 'in_progress' }
  | Refused
