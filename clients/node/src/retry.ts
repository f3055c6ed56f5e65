/** Whether a call is repeated, and after how long. Times are in ms. */
import type { CheckoutError } from './errors.js'

const firstPause = 250
const longestPause = 4_000
/** In ms. If the backend asks for a longer wait, the error is thrown with it instead. */
const longestWait = 30_000
/** Randomised, so that clients refused together do not come back together. */
const spread = 250

/**
 * Every call of the client may be repeated: an order is identified by its number, a refund by its key, and
 * the others are idempotent. A final refusal is not repeated.
 * @param tries how many there have been
 * @param random from 0 to 1
 * @returns null where it is not repeated
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

/** A proxy that does not reach the backend, for example while it restarts. */
function isFromProxy({ code, status }: CheckoutError): boolean {
  return code === 'unreadable_answer' && (status === 502 || status === 503 || status === 504)
}
