/**
 * The gateway port: what the payment rules need from whoever moves the money, in the rules' own words. Each
 * adapter is a folder of `gateways/`. What differs between them is said by properties, never by a name.
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
export interface GatewayCapabilities {
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
  readonly capabilities: GatewayCapabilities
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
