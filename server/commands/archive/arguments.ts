/** The command's arguments. */
import { parseArgs } from 'node:util'
import { beijingDay, type BeijingDay } from '../../payments/core/beijing-day'

const day = 24 * 60 * 60_000

/**
 * In days. Paymax keeps statements for three months: payments that can still be compared with one stay in the
 * store.
 */
const youngest = 100

export const usage = `Usage: npm run archive -- --before YYYY-MM-DD [--out FILE] [--dry-run]

Moves orders that were finished before a given day from the database into a file (one JSON object a line).
  --before   the day, Beijing time; at least ${youngest} days ago
  --out      the file to write; it must not exist. Default: orders-before-DAY-NOW.ndjson
  --dry-run  count the orders and move none
Exit code: 0 done, 1 not done, or only in part.`

export interface Wanted {
  readonly before: BeijingDay
  readonly out: string
  readonly dryRun: boolean
}

/**
 * @param now Unix ms
 * @throws Error where the arguments make no sense
 */
export function readArguments(args: readonly string[], now: number): Wanted {
  const options = {
    before: { type: 'string' },
    out: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
  } as const
  const { values } = parseArgs({ args: [...args], options })
  const before = wantedDay(values.before, now)
  const out = values.out ?? `orders-before-${before.name}-${stamp(now)}.ndjson`
  return { before, out, dryRun: values['dry-run'] }
}

function wantedDay(name: string | undefined, now: number): BeijingDay {
  if (name === undefined) throw new Error('--before is missing.')
  const before = beijingDay(name)
  if (!before) throw new Error(`${name} is not a date. Write it like 2026-11-01.`)
  if (before.start <= now - youngest * day) return before
  throw new Error(
    `${name} is less than ${youngest} days ago. Orders that recent cannot be archived.`,
  )
}

const stamp = (now: number) => new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')
