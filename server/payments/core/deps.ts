import type { Gateway } from './gateway'
import type { Ledger } from './repository'
import type { Spoken } from './query-freshness'

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

/** What the merchant set, as far as the rules look at it. Durations in ms. */
export interface Terms {
  /** The merchant's account at the gateway (Paymax: the app key) where new charges are made. */
  readonly app: string
  /** The official account whose openids new charges carry. */
  readonly appId: string
  readonly chargeTtl: number
  readonly chargeReuse: number
  readonly chargeGrace: number
}

/** What the payment rules may use. */
export interface PaymentDeps {
  readonly ledger: Ledger
  readonly gateway: Gateway
  readonly clock: Clock
  readonly random: (bytes: number) => Buffer
  readonly terms: Terms
  readonly log: Log
  readonly spoken: Spoken
  /** Told whenever an order's status may have changed, so that whoever waits for it looks again. */
  readonly changed: (orderId: string) => void
}
