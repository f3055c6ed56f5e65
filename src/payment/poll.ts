import type { Failure } from './failure'
import type { Pace } from './polling-times'

/** The position in a series of status queries. A new value means: query once more, after its pause. */
export interface Poll {
  readonly asks: number
  /** Failures in a row. */
  readonly fails: number
  /** In ms: the pause before the next query. */
  readonly pause: number
}

/** A series that has not started. */
export function polling(pace: Pace): Poll {
  return { asks: 0, fails: 0, pause: at(pace, 0) }
}

/** The next query of the series. */
export function askAgain(poll: Poll, pace: Pace): Poll {
  return { asks: poll.asks + 1, fails: 0, pause: at(pace, poll.asks + 1) }
}

/** The next query at once: the payer asked, or has just come back. */
export function askNow(poll: Poll): Poll {
  return { ...poll, asks: poll.asks + 1, pause: 0 }
}

/** The next query after a failed one: with growing pauses, and never sooner than the backend allows. */
export function askLater(poll: Poll, failure: Failure): Poll {
  const backoff = Math.min(1000 * 2 ** poll.fails, 30_000)
  const pause = Math.max(backoff, (failure.retryAfter ?? 0) * 1000)
  return { asks: poll.asks + 1, fails: poll.fails + 1, pause }
}

function at(pace: Pace, asks: number): number {
  return pace[Math.min(asks, pace.length - 1)] ?? 0
}
