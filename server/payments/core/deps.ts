import type { PaymentMetrics } from './payment-metrics'
import type { Gateway } from './gateway'
import type { GatewayName, OrderRecord } from './records'
import type { Repository } from './repository'

/** Time as the rules see it: read it, wait for it. Tests and the simulator bring their own. */
export interface Clock {
  /** Unix ms */
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** @returns a function that stops the beat */
  readonly every: (ms: number, beat: () => void) => () => void
}

export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** For what an outage of somebody else repeats with every call while it lasts. */
export interface OutageLog {
  /**
   * Tells the first of a kind, then at most one a minute, with how many were left out.
   * @param kind beside the message; of values that nobody else makes up
   */
  readonly warn: (fields: object, message: string, kind: string) => void
}

/** What the merchant set, as far as the rules look at it. Durations in ms. */
export interface Terms {
  /** Where new charges are made. */
  readonly gateway: GatewayName
  /** The official account whose openids new charges carry. */
  readonly appId: string
  readonly chargeTtl: number
  readonly chargeReuse: number
  readonly chargeGrace: number
}

/**
 * When the gateway last spoke, as this process saw it: counted, not timed. Clocks of several processes
 * differ and one of them may jump; «asked since you asked» must hold all the same.
 */
export interface QueryFreshness {
  /** A moment later than every one before. */
  readonly moment: () => number
  /** The gateway answered a question about this charge that was asked at `moment`. */
  readonly note: (chargeId: string, moment: number) => void
  /** Whether it has answered one that was asked after `moment`. */
  readonly since: (chargeId: string, moment: number) => boolean
}

/** What the payment rules may use. */
export interface PaymentDeps {
  readonly repository: Repository
  /** A charge is always asked about at the gateway that made it. */
  readonly gateways: Readonly<Record<GatewayName, Gateway>>
  readonly clock: Clock
  readonly random: (bytes: number) => Buffer
  readonly terms: Terms
  readonly log: Log
  readonly outages: OutageLog
  readonly metrics: PaymentMetrics
  readonly freshness: QueryFreshness
  /** Told whenever an order's status may have changed, so that whoever waits for it looks again. */
  readonly changed: (orderId: string) => void
  /**
   * For how long, in ms, an order is not charged, since a payment of it may be in no book; null: it may be
   * charged. Left out: every order may.
   */
  readonly heldFor?: (order: OrderRecord) => Promise<number | null>
}
