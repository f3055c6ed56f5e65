/**
 * Reads the text of a trade bill by the column names in its first line. Anything needed that cannot be read
 * makes the whole bill unreadable: half a bill must not look like a quiet day.
 */
import { decodeUtf8 } from '../../../runtime/utf8'

/** A line: money that WeChat Pay says has moved, identified by our own numbers. */
export interface BillRow {
  /** `other`: neither paid nor refunded; a person has to look. */
  readonly kind: 'payment' | 'refund' | 'other'
  readonly chargeNumber: string
  /** Our refund id; null for a payment. */
  readonly refundId: string | null
  readonly transactionId: string
  /** fen: for a payment before coupons, for a refund as requested. */
  readonly amount: number
  /** 交易状态, and for a refund 退款状态, in WeChat Pay's own words. */
  readonly status: string
}

export interface BillSums {
  readonly count: number
  /** fen */
  readonly paid: number
  readonly refunded: number
}

export type ReadBill =
  | { readonly rows: readonly BillRow[]; readonly sums: BillSums }
  /** Why, for the person who compares; contains nothing of a payer's. */
  | { readonly unreadable: string }

const columns = {
  transactionId: '微信订单号',
  chargeNumber: '商户订单号',
  state: '交易状态',
  refundId: '商户退款单号',
  refundState: '退款状态',
  paid: '订单金额',
  refunded: '申请退款金额',
} as const
const sumColumns = { count: '总交易单数', paid: '订单总金额', refunded: '申请退款总金额' } as const

type Cells<Names> = { readonly [Name in keyof Names]: string }

/** @param bytes unpacked, in UTF-8, with or without a byte order mark */
export function readBill(bytes: Buffer): ReadBill {
  const text = decodeUtf8(bytes)
  if (text === null) return { unreadable: 'It is not UTF-8.' }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const [head, ...rest] = lines
  const [sumHead, sumLine] = rest.slice(-2)
  if (!head || !sumHead || !sumLine || sumHead.startsWith('`')) {
    return { unreadable: 'It does not end with a line of sums: it may have been cut short.' }
  }
  const sums = readSums(pick(head === sumHead ? '' : sumHead, sumLine, sumColumns))
  if (sums === null) return { unreadable: 'Its sums cannot be read.' }
  const rows: BillRow[] = []
  for (const [index, line] of rest.slice(0, -2).entries()) {
    const cells = pick(head, line, columns)
    const row = cells && readRow(cells)
    if (!row) return { unreadable: `Line ${String(index + 2)} cannot be read.` }
    rows.push(row)
  }
  return { rows, sums }
}

/** Each value begins with a grave accent, so a comma inside a value separates nothing. */
function cellsOf(line: string): string[] {
  if (!line.startsWith('`')) return line.split(',').map((cell) => cell.trim())
  return line
    .slice(1)
    .split(',`')
    .map((cell) => cell.trim())
}

function pick<Names extends Readonly<Record<string, string>>>(
  head: string,
  line: string,
  names: Names,
): Cells<Names> | null {
  const titles = cellsOf(head)
  const cells = cellsOf(line)
  if (titles.length !== cells.length) return null
  const found: Partial<Record<keyof Names, string>> = {}
  for (const name in names) {
    const at = titles.indexOf(names[name] ?? '')
    const cell = cells[at]
    if (cell === undefined || titles.lastIndexOf(names[name] ?? '') !== at) return null
    found[name] = cell
  }
  // Every name was found, so the record is complete.
  return found as Cells<Names>
}

function readRow(cells: Cells<typeof columns>): BillRow | null {
  const kind = kindOf(cells.state)
  const amount = fenOf(kind === 'refund' ? cells.refunded : cells.paid)
  const numbers = [cells.transactionId, cells.chargeNumber]
  if (amount === null || !numbers.every(isNumber)) return null
  if (kind === 'refund' && !isNumber(cells.refundId)) return null
  return {
    kind,
    chargeNumber: cells.chargeNumber,
    refundId: kind === 'refund' ? cells.refundId : null,
    transactionId: cells.transactionId,
    amount,
    status: kind === 'refund' ? `${cells.state} ${cells.refundState}` : cells.state,
  }
}

function kindOf(state: string): BillRow['kind'] {
  if (state === 'SUCCESS') return 'payment'
  return state === 'REFUND' ? 'refund' : 'other'
}

function readSums(cells: Cells<typeof sumColumns> | null): BillSums | null {
  if (!cells) return null
  const count = /^(\d{1,9})(?:\.0+)?$/.exec(cells.count)?.[1]
  const paid = fenOf(cells.paid)
  const refunded = fenOf(cells.refunded)
  if (count === undefined || paid === null || refunded === null) return null
  return { count: Number(count), paid, refunded }
}

const isNumber = (text: string) => /^[\x21-\x7e]{2,64}$/.test(text)

/** Yuan as text with at most two significant decimals. Digits are moved; nothing is multiplied or rounded. */
function fenOf(yuan: string): number | null {
  const [, whole, decimals = ''] = /^(\d{1,12})(?:\.(\d{1,8}))?$/.exec(yuan) ?? []
  if (whole === undefined || /[1-9]/.test(decimals.slice(2))) return null
  return Number(whole + decimals.slice(0, 2).padEnd(2, '0'))
}
