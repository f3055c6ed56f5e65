/** Compares the two sides of a day, finding by finding. */
import type { BeijingDay } from '../payments/core/beijing-day'
import { finding, type Finding, type FindingKind } from './finding'
import { matchAny, matchEqual, type Pairing } from './match-lines'
import type { OurEntry, StatementRow } from './statement'

/**
 * In ms: how near midnight the day itself is uncertain. We store the time that the gateway names (or, where
 * it names none, when we learned of it); the statement may use the channel's. Two companies' clocks and a
 * late webhook stay within ten minutes; a payment booked hours from its day does not.
 */
const MIDNIGHT = 10 * 60_000

/** What was looked up for rows and entries without a counterpart on the day. */
export interface LookedUp {
  /** Everything we hold, of any day and status, of the charges left over on the statement. */
  readonly entries: readonly OurEntry[]
  /** Rows of the neighbouring statements that have no counterpart on their own day. */
  readonly neighbours: readonly StatementRow[]
}

/** Which neighbouring statements could contain what this one lacks. */
export function nearMidnight(entries: readonly OurEntry[], day: BeijingDay) {
  const times = entries.flatMap(({ at }) => (at === null ? [] : [at]))
  return {
    before: times.some((at) => at - day.start < MIDNIGHT),
    after: times.some((at) => day.end - at <= MIDNIGHT),
  }
}

/**
 * Reports what each side lacks or has differently. An entry near midnight counts as missing until the
 * neighbouring statement is seen to contain it: money is never explained away by a day that nobody read.
 */
export function compareStatement(day: BeijingDay, within: Pairing, lookedUp: LookedUp): Finding[] {
  const elsewhere = pairElsewhere(day, within.rows, lookedUp.entries)
  const strange = claimStrange(elsewhere.rows, within.entries, lookedUp.entries)
  const across = matchEqual(lookedUp.neighbours, strange.entries.filter(isNear(day)))
  const crossed = new Set(across.pairs.map(({ entry }) => entry))
  return [
    ...within.pairs
      .filter(({ row, entry }) => row.amount !== entry.amount)
      .map(({ row, entry }) => finding('other_amount', row, entry)),
    ...elsewhere.pairs.map(({ row, entry }) => finding(kindOf(day, row, entry), row, entry)),
    ...strange.findings,
    ...strange.rows.map((row) => ({
      ...finding('missing_here', row, null),
      orderNo: entryNamed(row.gatewayId, lookedUp.entries)?.orderNo ?? null,
    })),
    ...across.pairs.map(({ row, entry }) => finding('midnight', row, entry)),
    ...strange.entries
      .filter((entry) => !crossed.has(entry))
      .map((entry) => finding('missing_there', null, entry)),
  ]
}

/** A refund with another amount on another day is another refund; a charge has only one payment. */
function pairElsewhere(
  day: BeijingDay,
  rows: readonly StatementRow[],
  entries: LookedUp['entries'],
) {
  const distance = ({ at }: OurEntry) =>
    at === null ? 0 : Math.abs(at - (day.start + day.end) / 2)
  const candidates = entries
    .filter((entry) => !(entry.status === 'succeeded' && isWithin(day, entry)))
    .sort((a, b) => distance(a) - distance(b))
  const equal = matchEqual(rows, candidates)
  const payments = equal.entries.filter(({ kind }) => kind === 'payment')
  const rest = matchAny(equal.rows, payments)
  return { rows: rest.rows, pairs: [...equal.pairs, ...rest.pairs] }
}

function kindOf(day: BeijingDay, row: StatementRow, entry: OurEntry): FindingKind {
  if (entry.status !== 'succeeded') return 'other_status'
  if (entry.amount !== row.amount) return 'other_amount'
  return isNear(day)(entry) ? 'midnight' : 'other_day'
}

/** Lines whose status is neither «paid» nor «refunded»: always reported, whatever we hold. */
function claimStrange(
  rows: readonly StatementRow[],
  entries: readonly OurEntry[],
  known: readonly OurEntry[],
) {
  const strange = rows.filter(({ kind }) => kind === 'other')
  const claims = strange.map((row) => ({ row, entry: entryNamed(row.gatewayId, entries) }))
  const claimed = new Set(claims.map(({ entry }) => entry))
  return {
    rows: rows.filter(({ kind }) => kind !== 'other'),
    entries: entries.filter((entry) => !claimed.has(entry)),
    findings: claims.map(({ row, entry }) =>
      finding('other_status', row, entry ?? entryNamed(row.gatewayId, known)),
    ),
  }
}

function entryNamed(id: string, entries: readonly OurEntry[]): OurEntry | null {
  const named = entries.find((entry) => entry.gatewayId === id || entry.refundGatewayId === id)
  return named ?? null
}

function isWithin({ start, end }: BeijingDay, { at }: OurEntry) {
  return at !== null && at >= start && at < end
}

function isNear({ start, end }: BeijingDay) {
  return ({ at }: OurEntry) =>
    at !== null && Math.min(Math.abs(at - start), Math.abs(at - end)) <= MIDNIGHT
}
