/**
 * A day's statement against our own books, as pure rules. A statement only reports: nothing is ever
 * applied, refunded or closed because of one. The gateway does not sign it, so the one thing that it
 * can do is to make somebody look.
 */
import type { BeijingDay } from '../payments/core/beijing-day'
import type { GatewayFailure } from '../payments/core/gateway-reports'

export type MoneyKind = 'payment' | 'refund'

/** A line of the statement: money that the gateway says has moved. */
export interface StatementRow {
  /** `other`: a status that is neither of the two, to be looked at by a person. */
  readonly kind: MoneyKind | 'other'
  /** The gateway's id of the charge; on a refund's line it may be the refund's own. */
  readonly gatewayId: string
  /** fen */
  readonly amount: number
  /** In the gateway's own words. */
  readonly status: string
}

export interface Statement {
  readonly rows: readonly StatementRow[]
  /** Where its own summary says otherwise than its rows, one sentence each. */
  readonly contradictions: readonly string[]
}

export type StatementOutcome =
  | { readonly outcome: 'answered'; readonly statement: Statement }
  | { readonly outcome: 'refused'; readonly failure: GatewayFailure }

/** Whoever has the gateway's statements. A port of its own: taking payments needs none. */
export interface StatementSource {
  /** Never rejects for what the network or the gateway does. */
  statementOf(day: BeijingDay): Promise<StatementOutcome>
}

/** What we hold of a payment or a refund. */
export interface OurEntry {
  readonly kind: MoneyKind
  /** The gateway's id of the charge. */
  readonly gatewayId: string
  /** The gateway's id of the refund; null for a payment, or where we never learnt it. */
  readonly refundGatewayId: string | null
  readonly orderNo: string
  /** fen */
  readonly amount: number
  /** `succeeded`, or how far it is. */
  readonly status: string
  /** When the money moved, Unix ms. */
  readonly at: number | null
}

/** Our side of the comparison. */
export interface OurBooks {
  /** Payments and refunds that succeeded from `start` up to, and without, `end`. */
  succeededWithin(start: number, end: number): Promise<OurEntry[]>
  /** All we hold, of any day and status, of the charges with these ids or refunds with these. */
  entriesOf(gatewayIds: readonly string[]): Promise<OurEntry[]>
}
