import type { Config } from '../config/config'
import type { Session } from '../contract'
import type { ChargeRecord } from '../payments/core/records'
import type { PaymentDeps } from '../payments/core/deps'
import type { Settling } from '../payments/events/in-flight'
import type { Watch } from '../payments/status/long-poll'
import type { SignInDeps } from '../login/sign-in'
import type { RateLimits } from '../http/limits/rate-limit'
import type { Timeouts } from '../http/timeouts'
import type { Metrics } from '../runtime/metrics'
import type { PageEvents } from '../runtime/page-events'
import type { Refusals } from '../http/refusals'
import type { HeadStart } from './prefetch'
import type { Landed } from './land'

/** What a route may use. */
export interface AppDeps {
  readonly config: Config
  readonly payments: PaymentDeps
  readonly login: SignInDeps
  /** WeChat's authorise page, for a payer who is to come back with this state. */
  readonly wechatAuthorizeUrl: (state: string) => string
  readonly watch: Watch
  readonly settling: Settling
  /**
   * Asks the gateway about a charge when its turn has come; never rejects.
   * @param when for who waits on and will be asked for later
   */
  readonly askInTurn: (charge: ChargeRecord | null, when?: 'unless busy') => Promise<void>
  /** Work that goes on after the answer; shutting down waits for it. */
  readonly background: (name: string, work: Promise<void>) => void
  /** What began with the request for a page. */
  readonly landings: HeadStart<Landed>
  readonly openings: HeadStart<NonNullable<Session['checkout']> | null>
  readonly limits: RateLimits
  readonly refusals: Refusals
  readonly pageEvents: PageEvents
  readonly metrics: Metrics
  /** Rejects where nothing can be written. */
  readonly checkDatabase: () => Promise<void>
  readonly timeouts: Timeouts
  /** Where the built SPA lies. */
  readonly clientDir: string
}
