/** Calendar days as the gateway counts them: in Beijing, UTC+8 all year, wherever the backend runs. */

const DAY = 86_400_000
const BEIJING = 8 * 3_600_000

/** From its first millisecond up to, and without, the next day's first. Unix ms. */
export interface BeijingDay {
  /** `2026-11-01` */
  readonly name: string
  readonly start: number
  readonly end: number
}

/** @returns null for what is no day of the calendar, such as 2026-02-30 */
export function beijingDay(name: string): BeijingDay | null {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(name)) return null
  const start = Date.parse(`${name}T00:00:00+08:00`)
  if (Number.isNaN(start)) return null
  // Where `Date` takes the 30th of February for the 1st of March, the name tells.
  const day = beijingDayOf(start)
  return day.name === name ? day : null
}

/** The day on which an instant falls. */
export function beijingDayOf(at: number): BeijingDay {
  const start = Math.floor((at + BEIJING) / DAY) * DAY - BEIJING
  const name = new Date(start + BEIJING).toISOString().slice(0, 10)
  return { name, start, end: start + DAY }
}
