/** What several backend processes on one PostgreSQL tell each other. The embedded store allows only one process. */
import type { Config } from '../config/config'
import type { Budgets } from '../http/limits/budgets'
import type { Clock, PaymentDeps } from '../payments/core/deps'
import type { LongPoll } from '../payments/status/long-poll'
import { createShareLimits, type ShareLimits } from './share-rate-limits'
import type { Database } from '../store/engine/database'
import { createLimitCounts } from '../store/limit-counts'
import { listenForEndedPayments, type EndedPayments } from '../store/listen-notify/ended-payments'

/**
 * Listens for payments that other processes have seen end.
 * @returns null on the embedded store
 */
export function listenToOtherProcesses(
  { databaseListenUrl: url }: Config,
  { db }: Database,
  { log, changed: ended }: PaymentDeps,
  longPoll: LongPoll,
): EndedPayments | null {
  return url === null
    ? null
    : listenForEndedPayments({ url, db, log, ended, missed: () => longPoll.anyChanged() })
}

/**
 * Shares how much of their rate limits callers have used elsewhere.
 * @returns null on the embedded store
 */
export function shareLimits(
  { sessionSecrets }: Config,
  { kind, db }: Database,
  budgets: Budgets,
  clock: Clock,
): ShareLimits | null {
  const secret = sessionSecrets[0] ?? ''
  return kind === 'embedded'
    ? null
    : createShareLimits({ budgets, counts: createLimitCounts(db), clock, secret })
}
