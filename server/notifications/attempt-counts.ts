import type { Log } from '../payments/core/deps'
import { createCounter, type Counter } from '../runtime/metrics/counter'
import type { NotificationRecord } from './notification-queue'
import type { Attempted } from './attempt-notification'

/** Counts attempts and logs what needs attention. Only the address's origin is logged: its path may be a secret. */
export function createAttemptCounts(log: Log): {
  readonly counter: Counter
  readonly tried: (notification: NotificationRecord, tried: Attempted) => void
} {
  const counter = createCounter(
    'notification_tries',
    'Tries to tell a shop, by what they came to',
    'outcome',
  )
  return {
    counter,
    tried({ notificationId, orderNo, type, url }, { attempt, outcome }) {
      counter.add(outcome.kind)
      const { status, error } = attempt
      const what = { notificationId, orderNo, type, origin: originOf(url), status, error }
      if (outcome.kind === 'off') {
        log.warn(
          what,
          'a shop answered 410: its address is switched off until a resend is accepted',
        )
      } else if (outcome.kind === 'give_up') {
        log.error(what, 'a notification is given up: it was not accepted within three days')
      }
    },
  }
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null
}
