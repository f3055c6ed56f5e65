/** WeChat Pay's times: RFC 3339. Ours are written with Beijing's zone. */

const OFFSET_MS = 8 * 3_600_000

/** @returns `2026-11-30T12:15:00+08:00`, rounded down to the second */
export function beijingTime(unixMs: number): string {
  return `${new Date(unixMs + OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/

/** @returns Unix ms; null for what is not a time with a zone */
export function readTime(value: unknown): number | null {
  if (typeof value !== 'string' || !RFC_3339.test(value)) return null
  const time = Date.parse(value)
  return Number.isNaN(time) || time <= 0 ? null : time
}
