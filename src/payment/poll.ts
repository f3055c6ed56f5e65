import type { Failure } from './failure'

/** How far a row of status queries has come. A new value means: ask once more, after its pause. */
export interface Poll {
  readonly asks: number
  /** Failures in a row. */
  readonly fails: number
  /** Milliseconds to leave before the next query. */
  readonly pause: number
}

/** Milliseconds before the query that follows `asks` others, the last one for all that come after. */
export type Pace = readonly number[]

// After a cancel Paymax has to speak once more; its answer is usually there within a second.
export const quick: Pace = [0, 600, 1000, 1500, 2000]
/** Queries that the backend holds open; the pause only keeps a hasty backend from being hammered. */
export const waiting: Pace = [0, 500, 1000, 2000, 4000]
/** Behind a page that already says how things stand. */
export const background: Pace = [3000, 5000, 10_000, 30_000, 60_000]
/** Behind an order that nobody is paying, as far as anybody knows: cheap, and soon enough for a second window. */
export const idle: Pace = [10_000, 15_000, 20_000, 30_000, 60_000]
/** Behind an order that is over: only a refund can change it, and nobody waits for one here. */
export const settled: Pace = [30_000, 60_000, 120_000, 300_000]
/** While the sheet is open: typing a PIN takes about this long, then silence is worth a look. */
export const watchdog: Pace = [8000, 2000, 4000, 8000]

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
