/** The command's arguments. */
import { parseArgs } from 'node:util'
import { beijingDay, beijingDayOf, type BeijingDay } from '../../payments/core/beijing-day'

export const usage = `Usage: npm run export -- [--date YYYY-MM-DD] [--out FILE]

Writes a day's payments and refunds as CSV, for a spreadsheet: amounts in yuan, times of Beijing.
  --date  the day, as it is counted in Beijing; yesterday by default
  --out   the file, which must not be there yet; by default payments-DAY.csv
Exit code: 0 done, 1 not.`

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
  if (!day) throw new Error(`${date} is no day: write it as 2026-11-01.`)
  if (day.start > now) throw new Error(`${date} has not begun in Beijing.`)
  return day
}
