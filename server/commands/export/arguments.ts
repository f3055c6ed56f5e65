/** The command's arguments. */
import { parseArgs } from 'node:util'
import { beijingDay, beijingDayOf, type BeijingDay } from '../../payments/core/beijing-day'

export const usage = `Usage: npm run export -- [--date YYYY-MM-DD] [--out FILE]

Writes the payments and refunds of a day as CSV for a spreadsheet. Amounts are in yuan, times in Beijing time.
  --date  the day, Beijing time. Default: yesterday
  --out   the file to write; it must not exist. Default: payments-DAY.csv
Exit code: 0 done, 1 not done.`

export interface Wanted {
  readonly day: BeijingDay
  readonly out: string
}

/**
 * @param now Unix ms
 * @throws Error where the arguments make no sense
 */
export function readArguments(args: readonly string[], now: number): Wanted {
  const options = { date: { type: 'string' }, out: { type: 'string' } } as const
  const { values } = parseArgs({ args: [...args], options })
  const day = wantedDay(values.date, now)
  return { day, out: values.out ?? `payments-${day.name}.csv` }
}

function wantedDay(date: string | undefined, now: number): BeijingDay {
  if (date === undefined) return beijingDayOf(beijingDayOf(now).start - 1)
  const day = beijingDay(date)
  if (!day) throw new Error(`${date} is not a date. Write it like 2026-11-01.`)
  if (day.start > now) throw new Error(`${date} has not begun in Beijing yet.`)
  return day
}
