/** Compares one day: the statement, our records, and what has to be looked up between them. */
import { beijingDayOf, type BeijingDay } from '../payments/core/beijing-day'
import { compareStatement, nearMidnight } from './compare-statement'
import { type Finding } from './finding'
import type { GatewayFailure } from '../payments/core/gateway-reports'
import { matchLines } from './match-lines'
import type { OurBooks, OurEntry, StatementRow, StatementSource } from './statement'

export interface DayReport {
  readonly day: BeijingDay
  readonly differs: boolean
  readonly here: Totals
  readonly there: Totals
  readonly findings: readonly Finding[]
  /** Where the statement's own summary contradicts its rows, one sentence each. */
  readonly contradictions: readonly string[]
  /** Neighbouring statements that were needed and could not be fetched. */
  readonly unread: readonly { readonly day: string; readonly failure: GatewayFailure }[]
}

/** Money that moved on the day; amounts in fen. */
export interface Totals {
  readonly payments: number
  readonly paid: number
  readonly refunds: number
  readonly refunded: number
}

export type Compared =
  | { readonly outcome: 'compared'; readonly report: DayReport }
  | { readonly outcome: 'refused'; readonly failure: GatewayFailure }

/**
 * Compares a day that is over. Our records are read after the statement was fetched, so that they include
 * what we learn meanwhile.
 */
export async function compareDay(
  source: StatementSource,
  books: OurBooks,
  day: BeijingDay,
): Promise<Compared> {
  const answer = await source.statementOf(day)
  if (answer.outcome === 'refused') return answer
  const { rows, contradictions } = answer.statement
  const ours = await books.succeededWithin(day.start, day.end)
  const within = matchLines(rows, ours)
  const ids = [...new Set(within.rows.map(({ gatewayId }) => gatewayId))]
  const around = await neighbouring(source, books, day, within.entries)
  const findings = compareStatement(day, within, {
    entries: ids.length === 0 ? [] : await books.entriesOf(ids),
    neighbours: around.rows,
  })
  const differs = contradictions.length > 0 || findings.some(({ kind }) => kind !== 'midnight')
  const { unread } = around
  const [here, there] = [totalsOf(ours), totalsOf(rows)]
  return {
    outcome: 'compared',
    report: { day, differs, here, there, findings, contradictions, unread },
  }
}

/** The gateway limits downloads: a neighbouring statement is fetched only where it could explain something. */
async function neighbouring(
  source: StatementSource,
  books: OurBooks,
  day: BeijingDay,
  lonely: readonly OurEntry[],
) {
  const near = nearMidnight(lonely, day)
  const days = [
    ...(near.before ? [beijingDayOf(day.start - 1)] : []),
    ...(near.after ? [beijingDayOf(day.end)] : []),
  ]
  const rows: StatementRow[] = []
  const unread: { day: string; failure: GatewayFailure }[] = []
  for (const neighbour of days) {
    const answer = await source.statementOf(neighbour)
    if (answer.outcome === 'refused') {
      unread.push({ day: neighbour.name, failure: answer.failure })
      continue
    }
    const theirs = await books.succeededWithin(neighbour.start, neighbour.end)
    rows.push(...matchLines(answer.statement.rows, theirs).rows)
  }
  return { rows, unread }
}

function totalsOf(list: readonly { readonly kind: string; readonly amount: number }[]): Totals {
  const of = (wanted: string) => list.filter(({ kind }) => kind === wanted)
  const sum = (wanted: string) => of(wanted).reduce((total, { amount }) => total + amount, 0)
  return {
    payments: of('payment').length,
    paid: sum('payment'),
    refunds: of('refund').length,
    refunded: sum('refund'),
  }
}
