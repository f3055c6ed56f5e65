/**
 * Reads a statement by the column names in its first line. Paymax documents no sample of WECHAT_CSB with its
 * exact layout. So columns that are not needed are ignored, and one that is needed and cannot be read makes
 * the whole statement unreadable: half a statement must not look like a quiet day.
 */
import type { Statement, StatementRow } from '../../reconciliation/statement'
import { decodeUtf8 } from '../../runtime/utf8'
import { fenFromYuan } from './amount'
import { readCells } from './csv-cells'
import { bare, findColumns, type Columns } from './statement-columns'
import { readSummary, type Sums } from './statement-summary'

export type ReadStatement =
  | { readonly statement: Statement }
  /** Why it cannot be read, for the person who compares. */
  | { readonly unreadable: string }

const kinds: ReadonlyMap<string, StatementRow['kind']> = new Map([
  ['交易成功', 'payment'],
  ['支付成功', 'payment'],
  ['退款成功', 'refund'],
])

/** @param bytes the whole body: UTF-8, with or without a byte order mark */
export function readStatement(bytes: Buffer): ReadStatement {
  const text = decodeUtf8(bytes)
  if (text === null) return { unreadable: 'It is not UTF-8.' }
  const lines = readCells(text)
  if (lines === null) return { unreadable: 'A quote is opened and never closed.' }
  const [head, ...rest] = lines
  if (!head || rest.length < 2) {
    return {
      unreadable: 'It has no header and no summary of two lines: it may have been cut short.',
    }
  }
  const found = findColumns(head)
  if ('unreadable' in found) return found
  const sums = readSummary(rest.at(-2) ?? [], rest.at(-1) ?? [])
  if ('unreadable' in sums) return sums
  return readRows(rest.slice(0, -2), head, found, sums)
}

function readRows(
  lines: readonly string[][],
  head: readonly string[],
  places: Columns,
  sums: Sums,
): ReadStatement {
  const rows: StatementRow[] = []
  for (const [index, cells] of lines.entries()) {
    const row = readRow(cells, head.length, places)
    // The line may hold a payer's description, so only its number is reported.
    if (typeof row === 'string') return { unreadable: `Line ${String(index + 2)} ${row}.` }
    rows.push(row)
  }
  return { statement: { rows, contradictions: sums.contradictions(rows) } }
}

/** @returns what is wrong with the line, where it cannot be read */
function readRow(cells: readonly string[], width: number, places: Columns): StatementRow | string {
  // A description with commas in it is the last column, where it shifts nothing that counts.
  const last = Math.max(places.id, places.amount, places.status)
  const fits = cells.length === width || (cells.length > width && last < width - 1)
  if (!fits && cells.slice(width).some((cell) => cell !== '')) return 'has too many cells'
  if (cells.length < width) return 'has too few cells'
  const gatewayId = bare(cells[places.id])
  const status = bare(cells[places.status])
  const kind = kinds.get(status) ?? 'other'
  const amountText = bare(cells[places.amount])
  // A refund is money going out; some tables write it as a negative amount.
  const amount = fenFromYuan(kind === 'refund' ? amountText.replace(/^-/, '') : amountText)
  if (!/^(ch|re)_[\x21-\x7e]{1,125}$/.test(gatewayId)) return 'has no charge id where one should be'
  if (!/^\P{C}{1,32}$/u.test(status) || status === 'null') return 'has no status'
  if (amount === null) return 'has no amount of yuan where one should be'
  return { kind, gatewayId, amount, status }
}
