/** Whether a call is made again, and after how long. Times are in milliseconds. */
import type { CheckoutError } from './errors.js'

const firstPause = 250
const longestPause = 4_000
/** Whoever is told to come back later than this is told so by the error. */
const longestWait = 30_000
/** So that those who were refused together do not come back together. */
const spread = 250

/**
 * Every call of the client may be repeated: an order goes by its number, a refund by its key, and the others
 * end in the same state. What the backend refused for good is not asked again.
 * @param tries how many there have been
 * @param random between 0 and 1
 * @returns null where it is not made again
 */
export function pauseBefore(
  error: CheckoutError,
  tries: number,
  random: () => number,
): number | null {
  if (error.code === 'unanswered' || error.code === 'timed_out' || isFromProxy(error)) {
    return Math.min(longestPause, firstPause * 2 ** (tries - 1)) * (0.5 + random() / 2)
  }
  if (error.status !== 429 && error.status !== 503) return null
  if (error.retryAfter === null || error.retryAfter * 1_000 > longestWait) return null
  return error.retryAfter * 1_000 + random() * spread
}

/** A proxy that does not reach the backend, as while it is started anew. */
function isFromProxy({ code, status }: CheckoutError): boolean {
  return code === 'unreadable_answer' && (status === 502 || status === 503 || status === 504)
}
