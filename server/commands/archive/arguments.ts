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

Moves orders that were over and done with before a day out of the store, into a file of JSON lines.
  --before   the day, as it is counted in Beijing; at least ${youngest} days ago
  --out      the file, which must not be there yet; by default orders-before-DAY-NOW.ndjson
  --dry-run  only counts them
Exit code: 0 done, 1 not or not all.`

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
  if (name === undefined) throw new Error('Say --before which day.')
  const before = beijingDay(name)
  if (!before) throw new Error(`${name} is no day: write it as 2026-11-01.`)
  if (before.start <= now - youngest * day) return before
  throw new Error(`${name} is less than ${youngest} days ago: orders as young as that stay.`)
}

const stamp = (now: number) => new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')
