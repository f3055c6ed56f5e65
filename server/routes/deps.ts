import type { PrefetchDeps } from '../checkout/prefetch-page'
import type { MerchantNotifications } from '../notifications/merchant-notifications'
import type { DayEntrySource } from '../export/day-entries'
import type { Timeouts } from '../http/timeouts'
import type { Refusals } from '../http/refusals'
import type { RateLimits } from '../http/limits/rate-limit'
import type { Log } from '../payments/core/deps'
import type { InFlight } from '../payments/events/in-flight'
import type { ChargeRecord } from '../payments/core/records'
import type { LongPoll } from '../payments/status/long-poll'
import type { Metrics } from '../runtime/metrics'
import type { PageEvents } from '../runtime/page-events'
import type { WebhookCounts } from './count-webhooks'

/** What a route may use. */
export interface RouteDeps extends PrefetchDeps {
  /** As it was opened; that of the payments says beside it which request a line is written for. */
  readonly log: Log
  /** WeChat's authorise page, for a payer who is to come back with this state. */
  readonly wechatAuthorizeUrl: (state: string) => string
  readonly longPoll: LongPoll
  /** Where other processes are heard: waits a moment. @returns whether the order's payment has ended meanwhile */
  readonly endsWithinMoment: (orderId: string) => Promise<boolean>
  readonly inFlight: InFlight
  /**
   * Asks the gateway about a charge when its turn has come; never rejects.
   * @param when for who waits on and will be asked for later
   */
  readonly queueQuery: (charge: ChargeRecord | null, when?: 'unless busy') => Promise<void>
  /** Work that goes on after the answer; shutting down waits for it. */
  readonly background: (name: string, work: Promise<void>) => void
  readonly limits: RateLimits
  readonly refusals: Refusals
  readonly pageEvents: PageEvents
  readonly metrics: Metrics
  readonly webhooks: WebhookCounts
  readonly notifications: MerchantNotifications
  /** There may be notifications to send. */
  readonly wakeSender: () => void
  /** Where a day's payments and refunds are read for the accountant. */
  readonly dayEntries: DayEntrySource
  /** Rejects where nothing can be written. */
  readonly checkDatabase: () => Promise<void>
  /** Whether the process is about to stop: it still answers everything, and says so to who asks. */
  readonly isLeaving: () => boolean
  readonly timeouts: Timeouts
  /** Where the built SPA lies. */
  readonly clientDir: string
}
