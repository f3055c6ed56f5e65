/** Calendar days as the gateways count them: in Beijing, UTC+8 all year, wherever the backend runs. */

const DAY = 86_400_000
const BEIJING = 8 * 3_600_000

/** From its first millisecond up to, but not including, the next day's. Unix ms. */
export interface BeijingDay {
  /** `2026-11-01` */
  readonly name: string
  readonly start: number
  readonly end: number
}

/** @returns null for a day that does not exist, such as 2026-02-30 */
export function beijingDay(name: string): BeijingDay | null {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(name)) return null
  const start = Date.parse(`${name}T00:00:00+08:00`)
  if (Number.isNaN(start)) return null
  // `Date` reads the 30th of February as the 1st of March; comparing the name finds that out.
  const day = beijingDayOf(start)
  return day.name === name ? day : null
}

/** The day that a moment falls on. */
export function beijingDayOf(at: number): BeijingDay {
  const start = Math.floor((at + BEIJING) / DAY) * DAY - BEIJING
  const name = new Date(start + BEIJING).toISOString().slice(0, 10)
  return { name, start, end: start + DAY }
}
