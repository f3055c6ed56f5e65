/**
 * The id of the last request that the backend refused; null where there was none, or the engine (before
 * Chromium 65, Safari 16.4) does not tell. `Server-Timing` of a refusal has it, which the browser keeps: the
 * inlined page, which most refusals come to, needs not a byte for it.
 */
export function lastRefused(): string | null {
  const entries = performance.getEntriesByType('resource') as Partial<PerformanceResourceTiming>[]
  const told = entries.map(({ serverTiming }) => serverTiming?.[0])
  return told.filter((one) => one?.name === 'refused').pop()?.description || null
}
