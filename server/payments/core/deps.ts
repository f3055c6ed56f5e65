import type { PaymentMetrics } from './payment-metrics'
import type { Gateway } from './gateway'
import type { OrderWithLastCharge } from './order-repository'
import type { GatewayName } from './records'
import type { Repository } from './repository'

/** Time as the rules see it: read it, wait for it. Tests and the simulation pass their own. */
export interface Clock {
  /** Unix ms */
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** @returns stops the interval */
  readonly every: (ms: number, beat: () => void) => () => void
}

export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** For warnings that somebody else's outage would repeat with every call. */
export interface OutageLog {
  /**
   * Logs the first of a kind, then at most one a minute, with how many were left out.
   * @param kind in addition to the message; a value of our own, since each is remembered
   */
  readonly warn: (fields: object, message: string, kind: string) => void
}

/** What the merchant has configured, as far as the rules use it. Durations in ms. */
export interface Terms {
  /** The gateway for new charges. */
  readonly gateway: GatewayName
  /** The official account whose openids new charges carry. */
  readonly appId: string
  readonly chargeTtl: number
  readonly chargeReuse: number
  readonly chargeGrace: number
}

/**
 * When the gateway last answered, as seen by this process. Moments are counted, not timed: clocks of several
 * processes differ and may jump, but «asked since you asked» has to hold anyway.
 */
export interface QueryFreshness {
  /** A moment later than every one before. */
  readonly moment: () => number
  /** The gateway answered a query of this charge that was sent at `moment`. */
  readonly note: (chargeId: string, moment: number) => void
  /** Whether it has answered one that was sent after `moment`. */
  readonly since: (chargeId: string, moment: number) => boolean
}

/** What the payment rules may use. */
export interface PaymentDeps {
  readonly repository: Repository
  /** A charge is always queried at the gateway that made it. */
  readonly gateways: Readonly<Record<GatewayName, Gateway>>
  readonly clock: Clock
  readonly random: (bytes: number) => Buffer
  readonly terms: Terms
  readonly log: Log
  readonly outages: OutageLog
  readonly metrics: PaymentMetrics
  readonly freshness: QueryFreshness
  /** Called when an order's status may have changed, so that waiting requests read it again. */
  readonly changed: (orderId: string) => void
  /** Whether a payment of an order may not be recorded. Left out: of none. */
  readonly heldFor?: (found: OrderWithLastCharge) => Promise<Held>
  /** The number of the charge that follows `after` at an order. Left out: numbers are random. */
  readonly chargeIdAfter?: (orderNo: string, after: string | null) => string
}

/**
 * `for`: it is not charged, and may be asked for again after so long, in ms; `until`: about when it can be charged,
 * Unix ms, or null where a person has to find out. `after`: it may be, and the gateway knows its charges up to this
 * one, recorded here or not. Null: it may be charged.
 */
export type Held =
  { readonly for: number; readonly until: number | null } | { readonly after: string | null } | null
