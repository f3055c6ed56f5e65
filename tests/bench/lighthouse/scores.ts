import type { Result } from 'lighthouse'

/** What one look of Lighthouse's came to. */
export interface Scores {
  /** From 0 up to 100, by category. */
  readonly scores: Readonly<Record<string, number>>
  /** Milliseconds, CLS as it is. */
  readonly metrics: Readonly<Record<string, number>>
  /** What cost points, by audit. */
  readonly missing: readonly string[]
}

export const metricNames = {
  FCP: 'first-contentful-paint',
  LCP: 'largest-contentful-paint',
  SI: 'speed-index',
  TBT: 'total-blocking-time',
  CLS: 'cumulative-layout-shift',
} as const

/** Reads Lighthouse's result. @throws where it could not look at the page at all */
export function scoreOf({ categories, audits, runtimeError }: Result): Scores {
  if (runtimeError) throw new Error(runtimeError.message)
  const scores = Object.values(categories).map(({ id, score }) => {
    return [id, Math.round((score ?? 0) * 100)] as const
  })
  const metrics = Object.entries(metricNames).map(([name, id]) => {
    return [name, audits[id]?.numericValue ?? Number.NaN] as const
  })
  const weighed = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs.filter(({ weight }) => weight > 0),
  )
  const missing = weighed.flatMap(({ id }) => {
    const audit = audits[id]
    if (!audit || audit.score === null || audit.score === 1) return []
    return [`${id} (${audit.displayValue ?? audit.score})`]
  })
  return { scores: Object.fromEntries(scores), metrics: Object.fromEntries(metrics), missing }
}
