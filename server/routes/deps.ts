import type { KnownPageEvent } from '../contract/page-events'
import type { PrefetchDeps } from '../checkout/prefetch-page'
import type { MerchantNotifications } from '../notifications/merchant-notifications'
import type { DayEntrySource } from '../export/day-entries'
import type { Timeouts } from '../http/timeouts'
import type { Refusals } from '../http/refusals'
import type { RateLimits } from '../http/limits/rate-limit'
import type { Log } from '../payments/core/deps'
import type { InFlight } from '../payments/events/in-flight'
import type { LongPoll } from '../payments/status/long-poll'
import type { QueueQuery } from '../payments/status/query-queue'
import type { Metrics } from '../runtime/metrics/metrics'
import type { PageEvents } from '../runtime/metrics/page-events'
import type { WebhookCounts } from './count-webhooks'

/** What a route may use. */
export interface RouteDeps extends PrefetchDeps {
  /** The log as it was opened; the payments' log adds the request id to each line. */
  readonly log: Log
  /** WeChat's authorise page, for a payer who is to return with this state. */
  readonly wechatAuthorizeUrl: (state: string) => string
  readonly longPoll: LongPoll
  /**
   * Waits a moment for news from other processes.
   * @returns whether the order's payment ended meanwhile
   */
  readonly endsWithinMoment: (orderId: string) => Promise<boolean>
  readonly inFlight: InFlight
  readonly queueQuery: QueueQuery
  /** Work that continues after the answer; shutting down waits for it. */
  readonly background: (name: string, work: Promise<void>) => void
  readonly limits: RateLimits
  readonly refusals: Refusals
  readonly pageEvents: PageEvents
  /** Keeps it for the order's story, a moment later and if it can. */
  readonly keepPageEvent: (event: KnownPageEvent, openid: string | null) => void
  readonly metrics: Metrics
  readonly webhooks: WebhookCounts
  readonly notifications: MerchantNotifications
  /** There may be notifications to send. */
  readonly wakeSender: () => void
  /** Source of a day's payments and refunds for the accountant. */
  readonly dayEntries: DayEntrySource
  /** Rejects where the database cannot be written to. */
  readonly checkDatabase: () => Promise<void>
  /** Whether the process is about to stop: it still answers everything, but reports not ready. */
  readonly isLeaving: () => boolean
  readonly timeouts: Timeouts
  /** Where the built SPA is. */
  readonly clientDir: string
}
