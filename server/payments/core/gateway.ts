/**
 * The gateway port: what the payment rules need from a payment gateway, in the rules' own terms. Each adapter
 * is a folder of `gateways/`. Differences between gateways are expressed as capabilities, never by name.
 */
import type { JsApiParams } from '../../contract/charges'
import type {
  CreateCharge,
  CreateOutcome,
  QueryOutcome,
  CloseOutcome,
  CreateRefund,
  RefundOutcome,
} from './gateway-calls'
import type { GatewayCharge } from './gateway-reports'

/** A webhook as it came in: the raw bytes, and the headers that its signature needs. */
export interface RawWebhook {
  readonly rawBody: Buffer
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

/** A webhook whose signature held. Missing facts come from a query, never from the event. */
export interface Webhook {
  /** The gateway's id of the event. */
  readonly id: string
  readonly kind: 'charge' | 'refund'
  /** Gateway id of the charge it is about; null where the event leaves it out. */
  readonly chargeGatewayId: string | null
  /** Our number of that charge; null where the event leaves it out, and for a refund's event. */
  readonly chargeNumber: string | null
  /** The refund it is about, by the gateway's id and by ours. */
  readonly refund: { readonly gatewayId: string | null; readonly refundId: string | null } | null
  /**
   * The charge in the event, if it has every field that applying compares (id, number, app, amount, currency,
   * livemode, status; Paymax's own sample lacks some); otherwise null.
   */
  readonly charge: GatewayCharge | null
}

/** What differs between gateways, as far as the rules need to know. */
export interface GatewayCapabilities {
  /** A charge's gateway id is our own number, so it is known before anything is sent. */
  readonly findsByOurNumber: boolean
  /** A create whose answer was lost may be sent again with the same bytes and makes no second charge. */
  readonly createRepeatable: boolean
  /** `closed` is a state of its own, which a query shows. */
  readonly closeObservable: boolean
  /** A refund's gateway id is our own id: it may be sent again, and queried before any answer came. */
  readonly refundIdempotent: boolean
  readonly refundsAtATime: 'one' | 'many'
  /** A query of a charge lists all of its refunds. */
  readonly listsRefunds: boolean
  /** In ms: how long the sheet's parameters can be signed anew; null: they stay as the gateway made them. */
  readonly credentialLife: number | null
  /** With what code a create says that its number is another charge's; null where it can be asked about by number. */
  readonly usedNumberCode: string | null
}

export interface Gateway {
  readonly capabilities: GatewayCapabilities
  /** The merchant's account there; null where this gateway is not configured and answers nothing. */
  readonly account: string | null
  /** @returns the request to store before it is sent; null where a create is never repeated */
  createRequest(charge: CreateCharge): string | null
  /** @param request what `createRequest` returned, now or when the charge was first sent */
  createCharge(charge: CreateCharge, request?: string | null): Promise<CreateOutcome>
  /**
   * The parameters handed out to the payer.
   * @param kept those of the create answer
   */
  bridgeParameters(kept: JsApiParams): Promise<JsApiParams>
  queryCharge(gatewayId: string): Promise<QueryOutcome>
  closeCharge(gatewayId: string): Promise<CloseOutcome>
  createRefund(refund: CreateRefund): Promise<RefundOutcome>
  queryRefund(chargeGatewayId: string, refundGatewayId: string): Promise<RefundOutcome>
  /** Which headers a stored webhook needs besides its bytes; names in lower case. */
  readonly webhookHeaders: readonly string[]
  /** The answer that acknowledges a stored webhook; the gateway resends until it gets it. */
  readonly webhookAnswer: { readonly status: 200 | 204; readonly body: string }
  /**
   * Verifies a webhook over its raw bytes and reads it.
   * @param receivedAt Unix ms: its age is judged as of then, however late it is read
   * @returns null where the signature does not hold, or it is for another merchant
   */
  readWebhook(webhook: RawWebhook, receivedAt: number): Promise<Webhook | null>
}
