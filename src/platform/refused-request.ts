/**
 * The id of the last request that the backend refused; null where there was none, or the engine (before
 * Chromium 65, Safari 16.4) does not report it. It is in the `Server-Timing` header of the refusal, which the
 * browser keeps: so the inlined page, which receives most refusals, needs no code for it.
 */
export function lastRefused(): string | null {
  const entries = performance.getEntriesByType('resource') as Partial<PerformanceResourceTiming>[]
  const told = entries.map(({ serverTiming }) => serverTiming?.[0])
  return told.filter((one) => one?.name === 'refused').pop()?.description || null
}
