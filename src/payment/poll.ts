import type { Failure } from './failure'
import type { Pace } from './polling-times'

/** How far a row of status queries has come. A new value means: ask once more, after its pause. */
export interface Poll {
  readonly asks: number
  /** Failures in a row. */
  readonly fails: number
  /** Milliseconds to leave before the next query. */
  readonly pause: number
}

/** A row of queries that has not begun. */
export function polling(pace: Pace): Poll {
  return { asks: 0, fails: 0, pause: at(pace, 0) }
}

/** The next query of the row. */
export function askAgain(poll: Poll, pace: Pace): Poll {
  return { asks: poll.asks + 1, fails: 0, pause: at(pace, poll.asks + 1) }
}

/** The next query at once: the payer asked, or has just come back. */
export function askNow(poll: Poll): Poll {
  return { ...poll, asks: poll.asks + 1, pause: 0 }
}

/** The next query after one that failed: ever slower, and never sooner than the backend wishes. */
export function askLater(poll: Poll, failure: Failure): Poll {
  const backoff = Math.min(1000 * 2 ** poll.fails, 30_000)
  const pause = Math.max(backoff, (failure.retryAfter ?? 0) * 1000)
  return { asks: poll.asks + 1, fails: poll.fails + 1, pause }
}

function at(pace: Pace, asks: number): number {
  return pace[Math.min(asks, pace.length - 1)] ?? 0
}
