/**
 * @param ms how long until it ends by itself
 * @returns a signal that also ends when `signal` does
 */
export function endsWithin(ms: number, signal: AbortSignal): AbortSignal {
  const timeUp = AbortSignal.timeout(ms)
  // Node.js 20 collects a time-out to which only `AbortSignal.any` refers, and it never comes. A listener keeps it.
  timeUp.addEventListener('abort', () => undefined)
  return AbortSignal.any([signal, timeUp])
}
