/**
 * The gateway port: what the payment rules need from whoever moves the money, in the rules' own words. Each
 * adapter is a folder of `gateways/`. What differs between them is said by properties, never by a name.
 */
import type { JsApiParams } from '../../contract/charges'
import type { FailureReason } from '../../contract/failures'

/** A charge as the gateway vouches for it: only ever built from an answer whose signature held. */
export interface GatewayCharge {
  /** The gateway's own id, `ch_…` at Paymax. */
  readonly gatewayId: string
  /** The number we gave the charge (`order_no` at Paymax). */
  readonly chargeNumber: string
  /** The merchant's account there: the app key at Paymax, the merchant number at WeChat Pay. */
  readonly app: string
  /** The official account that it names; left out where the gateway does not tell. */
  readonly appId?: string
  /** fen; null where a charge without money comes without, never where it succeeded */
  readonly amount: number | null
  readonly currency: string
  readonly livemode: boolean | null
  /** `closed`: nobody can pay it any more, and nobody has. Only a gateway whose close can be observed says so. */
  readonly status: 'processing' | 'succeeded' | 'failed' | 'closed'
  readonly paidAt: number | null
  /** The channel's own number, once there is one. */
  readonly transactionNo: string | null
  /** fen */
  readonly amountRefunded: number
  /** Those that could be read. */
  readonly refunds: readonly GatewayRefund[]
  /**
   * false where some of what it says of refunds could not be read (a row of the list, or the sum): then that
   * one is not among them proves nothing, and nothing may be sent or given up for it.
   */
  readonly refundsReadable: boolean
  readonly failure: GatewayFailure | null
}

export interface GatewayRefund {
  readonly gatewayId: string
  /** The gateway id of the charge that is refunded; null where an answer leaves it out. */
  readonly chargeGatewayId: string | null
  /** Our refund's id, carried in the gateway's metadata. */
  readonly refundId: string | null
  /** Which sending of ours it comes from, carried there as well: a refund may have been sent again. */
  readonly sentAt: number | null
  /** fen */
  readonly amount: number
  readonly status: 'processing' | 'succeeded' | 'failed'
  readonly succeededAt: number | null
  readonly failure: GatewayFailure | null
}

/** Why something failed: our reason, and the gateway's own code and words for the log and the merchant. */
export interface GatewayFailure {
  readonly reason: FailureReason
  /** In upper case the gateway's, in lower case ours. */
  readonly code: string
  readonly message: string
}

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
 * which for what may have been done is as good as none.
 */
export type Refused = {
  readonly outcome: 'rejected' | 'denied' | 'unavailable' | 'lost' | 'untrusted'
  readonly failure: GatewayFailure
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

/** A webhook as it came in: the very bytes, and the headers that its signature needs. */
export interface RawWebhook {
  readonly rawBody: Buffer
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

/** A webhook whose signature held. What it lacks is found out by a query, never by the event. */
export interface Webhook {
  /** The gateway's id of the event. */
  readonly id: string
  readonly kind: 'charge' | 'refund'
  /** The gateway id of the charge it speaks of; null where the event leaves it out. */
  readonly chargeGatewayId: string | null
  /** Our number of that charge; null where the event leaves it out, and where it speaks of a refund. */
  readonly chargeNumber: string | null
  /** The refund that it speaks of, by the gateway's id and by ours. */
  readonly refund: { readonly gatewayId: string | null; readonly refundId: string | null } | null
  /**
   * The charge as the event tells it, only where the event has every field that applying compares
   * (id, number, app, amount, currency, livemode, status; Paymax's own sample lacks some); otherwise null.
   */
  readonly charge: GatewayCharge | null
}

/** What differs between gateways, as far as the rules have to know it. */
export interface GatewayNature {
  /** A charge's gateway id is our own number of it, so it is known before anything is sent. */
  readonly findsByOurNumber: boolean
  /** A create whose answer was lost may be sent again, with the same bytes, and makes no second charge. */
  readonly createRepeatable: boolean
  /** That a charge was closed is a state of its own there, and a query shows it. */
  readonly closeObservable: boolean
  /** A refund's gateway id is our own id of it: it may be sent again, and asked about before any answer came. */
  readonly refundIdempotent: boolean
  readonly refundsAtATime: 'one' | 'many'
  /** A query of a charge tells of every refund of it. */
  readonly listsRefunds: boolean
  /** For so long, in ms, what the pay sheet needs can be signed anew; null: it is as it came. */
  readonly credentialLife: number | null
}

export interface Gateway {
  readonly nature: GatewayNature
  /** The merchant's account there; null where this gateway is not configured, and answers nothing. */
  readonly account: string | null
  /** @returns what will be sent, to be kept before it is; null where a create is never repeated */
  createRequest(charge: CreateCharge): string | null
  /** @param request what `createRequest` returned, now or when the charge was first sent */
  createCharge(charge: CreateCharge, request?: string | null): Promise<CreateOutcome>
  /** What is handed out to the payer. @param kept what the create answer brought */
  bridgeParameters(kept: JsApiParams): Promise<JsApiParams>
  queryCharge(gatewayId: string): Promise<QueryOutcome>
  closeCharge(gatewayId: string): Promise<CloseOutcome>
  createRefund(refund: CreateRefund): Promise<RefundOutcome>
  queryRefund(chargeGatewayId: string, refundGatewayId: string): Promise<RefundOutcome>
  /** What a kept webhook needs of its request beside the bytes: names of headers in lower case. */
  readonly webhookHeaders: readonly string[]
  /** What the gateway wants to hear once a webhook is kept; it sends again until then. */
  readonly webhookAnswer: { readonly status: 200 | 204; readonly body: string }
  /**
   * Verifies a webhook over its raw bytes and reads it.
   * @param receivedAt Unix ms: its age is of then, however late it is read
   * @returns null when the signature does not hold, or it is of another merchant
   */
  readWebhook(webhook: RawWebhook, receivedAt: number): Promise<Webhook | null>
}
