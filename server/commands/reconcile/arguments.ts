/** The command's arguments. */
import { parseArgs } from 'node:util'
import { beijingDay, beijingDayOf, type BeijingDay } from '../../payments/core/beijing-day'

export const usage = `Usage: npm run reconcile -- [--date YYYY-MM-DD] [--json]

Compares each gateway's statement of a day with the payments and refunds in the database. Changes nothing.
  --date  the day, Beijing time. Default: yesterday
  --json  print the whole report as JSON
Exit code: 0 no differences, 1 differences, 2 could not be compared.`

export interface Wanted {
  readonly day: BeijingDay
  readonly json: boolean
}

/**
 * @param now Unix ms
 * @throws Error where the arguments make no sense
 */
export function readArguments(args: readonly string[], now: number): Wanted {
  const options = { date: { type: 'string' }, json: { type: 'boolean', default: false } } as const
  const { values } = parseArgs({ args: [...args], options })
  return { day: wantedDay(values.date, now), json: values.json }
}

function wantedDay(date: string | undefined, now: number): BeijingDay {
  const today = beijingDayOf(now)
  if (date === undefined) return beijingDayOf(today.start - 1)
  const day = beijingDay(date)
  if (!day) throw new Error(`${date} is not a date. Write it like 2026-11-01.`)
  if (day.end <= now) return day
  throw new Error(`${date} is not over in Beijing yet, so it has no statement.`)
}
