/**
 * Types for comparing a day's statement with our records. A statement only reports: nothing is ever applied,
 * refunded or closed because of one, since the gateway does not sign it. All it can do is make somebody look.
 */
import type { BeijingDay } from '../payments/core/beijing-day'
import type { GatewayFailure } from '../payments/core/gateway-reports'

export type MoneyKind = 'payment' | 'refund'

/** A line of the statement: money that the gateway says has moved. */
export interface StatementRow {
  /** `other`: a status that is neither; a person has to look. */
  readonly kind: MoneyKind | 'other'
  /** The gateway's charge id; on a refund's line it may be the refund's own. */
  readonly gatewayId: string
  /** fen */
  readonly amount: number
  /** The gateway's own status. */
  readonly status: string
}

export interface Statement {
  readonly rows: readonly StatementRow[]
  /** Where its own summary contradicts its rows, one sentence each. */
  readonly contradictions: readonly string[]
}

export type StatementOutcome =
  | { readonly outcome: 'answered'; readonly statement: Statement }
  | { readonly outcome: 'refused'; readonly failure: GatewayFailure }

/** Fetches the gateway's statements. A port of its own: taking payments does not need it. */
export interface StatementSource {
  /** Never rejects because of the network or the gateway. */
  statementOf(day: BeijingDay): Promise<StatementOutcome>
}

/** What we hold of a payment or a refund. */
export interface OurEntry {
  readonly kind: MoneyKind
  /** The gateway's id of the charge. */
  readonly gatewayId: string
  /** The gateway's refund id; null for a payment, or where we never learned it. */
  readonly refundGatewayId: string | null
  readonly orderNo: string
  /** fen */
  readonly amount: number
  /** `succeeded`, or the present status. */
  readonly status: string
  /** When the money moved, Unix ms. */
  readonly at: number | null
}

/** Our side of the comparison. */
export interface OurBooks {
  /** Payments and refunds that succeeded from `start` up to, but not including, `end`. */
  succeededWithin(start: number, end: number): Promise<OurEntry[]>
  /** Everything we hold, of any day and status, of the charges or refunds with these ids. */
  entriesOf(gatewayIds: readonly string[]): Promise<OurEntry[]>
}
