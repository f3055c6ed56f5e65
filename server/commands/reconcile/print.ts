/** A report for people, and for programs. */
import type { DayReport, Totals } from '../../reconciliation/compare-day'
import type { GatewayName } from '../../payments/core/records'
import type { Finding, FindingKind } from '../../reconciliation/finding'
import { printable } from '../result/printable'

const words: Readonly<Record<FindingKind, string>> = {
  missing_here: 'missing here',
  missing_there: 'missing there',
  other_amount: 'other amount',
  other_status: 'other status',
  other_day: 'other day',
  midnight: 'across midnight',
}

/** @param title the gateway's name for people */
export function asText(report: DayReport, title: string): string {
  const { day, findings, contradictions, unread } = report
  const differences = findings.filter(({ kind }) => kind !== 'midnight')
  const notes = findings.filter(({ kind }) => kind === 'midnight')
  const lines = [
    `${day.name}, from 00:00 to 24:00 in Beijing`,
    '',
    ...aligned([
      ['', 'payments', 'yuan', 'refunds', 'yuan'],
      [title, ...sums(report.there)],
      ['here', ...sums(report.here)],
    ]),
    '',
    report.differs ? verdict(differences.length, contradictions.length) : 'No differences.',
    ...table(differences, title),
    ...contradictions.map((sentence) => `The statement contradicts itself. ${sentence}`),
    ...(notes.length > 0
      ? [
          '',
          'Not differences: payments or refunds that the statement counts on the other side of midnight',
        ]
      : []),
    ...table(notes, title),
    ...unread.map(
      ({ day: name, failure }) =>
        `The statement of ${name} is not available (${failure.code}: ${failure.message}). It could explain differences near midnight. Compare again when it is.`,
    ),
  ]
  return lines.map(printable).join('\n')
}

/** Amounts in fen, times in UTC. */
export function asJson({ day, findings, ...report }: DayReport, gateway: GatewayName): object {
  const plain = findings.map(({ at, ...finding }) => ({
    ...finding,
    at: at === null ? null : new Date(at).toISOString(),
  }))
  return {
    date: day.name,
    gateway,
    ...report,
    differences: plain.filter(({ kind }) => kind !== 'midnight'),
    notes: plain.filter(({ kind }) => kind === 'midnight'),
  }
}

function verdict(differences: number, contradictions: number): string {
  const found = differences + contradictions
  return found === 1 ? '1 difference' : `${String(found)} differences`
}

function sums({ payments, paid, refunds, refunded }: Totals): string[] {
  return [String(payments), yuan(paid), String(refunds), yuan(refunded)]
}

function table(findings: readonly Finding[], title: string): string[] {
  if (findings.length === 0) return []
  const head = ['', 'what', 'charge', 'order', 'here', title, 'our time', `here / ${title}`]
  return aligned([head, ...findings.map((one) => cells(one, title))])
}

function cells(finding: Finding, title: string): string[] {
  const { kind, what, gatewayId, orderNo, amountHere, amountThere, at } = finding
  const time = at === null ? '-' : beijingTime(at)
  const statuses = `${finding.statusHere ?? '-'} / ${finding.statusThere ?? '-'}`
  const amounts = [amountHere, amountThere].map((fen) => (fen === null ? '-' : yuan(fen)))
  const word = kind === 'missing_there' ? `missing at ${title}` : words[kind]
  return [word, what, gatewayId, orderNo ?? '-', ...amounts, time, statuses]
}

function beijingTime(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

function yuan(fen: number): string {
  const digits = String(fen).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** The last column is not padded: Chinese characters are wider than they count. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, at) => Math.max(cell.length, most[at] ?? 0)),
    [],
  )
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
