const beijing = 8 * 3_600_000

/** RFC 3339 in Beijing's time, as every body has it. */
export function rfc3339(at: number): string {
  return `${new Date(at + beijing).toISOString().slice(0, 19)}+08:00`
}

/** `yyyy-MM-dd` in Beijing, where a bill's day begins. */
export function beijingDay(at: number): string {
  return rfc3339(at).slice(0, 10)
}

/** `yyyy-MM-dd HH:mm:ss`, as bills have it. */
export function beijingTime(at: number): string {
  return rfc3339(at).slice(0, 19).replace('T', ' ')
}

const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/

/** @returns null for anything but RFC 3339 with its zone */
export function readRfc3339(text: string): number | null {
  const at = form.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(at) ? null : at
}
