/**
 * Measures time with the monotonic clock.
 * @returns the ms elapsed so far
 */
export function startStopwatch(): () => number {
  const begun = performance.now()
  return () => performance.now() - begun
}
