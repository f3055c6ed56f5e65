/**
 * The last two lines of a statement: the gateway's own totals, as names and values. They show whether the
 * file is complete; it carries no signature.
 */
import type { StatementRow } from '../../reconciliation/statement'
import { fenFromYuan } from './amount'
import { bare, plainName } from './statement-columns'

export interface Sums {
  /** One sentence for each total that the rows do not add up to. */
  readonly contradictions: (rows: readonly StatementRow[]) => string[]
}

const names = {
  count: ['总交易单数', '总交易笔数', '交易总笔数'],
  paid: ['总交易金额', '总交易额', '交易总金额'],
  refunded: ['总退款金额', '总退款额', '退款总金额'],
}

export function readSummary(
  head: readonly string[],
  values: readonly string[],
): Sums | { readonly unreadable: string } {
  const plain = head.map(plainName)
  const value = (wanted: readonly string[]) => {
    const at = plain.findIndex((name) => wanted.includes(name))
    return at < 0 ? null : bare(values[at])
  }
  const counted = value(names.count)
  const paid = fenFromYuan(value(names.paid))
  if (counted === null || !/^\d{1,12}$/.test(counted) || paid === null) {
    return {
      unreadable:
        'Its last two lines are not the summary (总交易单数, 总交易金额): it may have been cut short.',
    }
  }
  const refunds = value(names.refunded)
  const refunded = fenFromYuan(refunds?.replace(/^-/, ''))
  if (refunds !== null && refunded === null) {
    return { unreadable: 'The 总退款金额 in its summary is no amount of yuan.' }
  }
  return {
    contradictions: (rows) => disagreements(rows, { count: Number(counted), paid, refunded }),
  }
}

function disagreements(
  rows: readonly StatementRow[],
  said: { readonly count: number; readonly paid: number; readonly refunded: number | null },
): string[] {
  const payments = rows.filter(({ kind }) => kind === 'payment')
  const paid = sum(payments)
  const refunded = sum(rows.filter(({ kind }) => kind === 'refund'))
  // Whether the count includes refunds is not documented; the amounts below are unambiguous.
  const counts = said.count === payments.length || said.count === rows.length
  return [
    ...(counts ? [] : [`The summary counts ${said.count}, the rows are ${payments.length}.`]),
    ...(said.paid === paid
      ? []
      : [`The summary’s payments are ${said.paid} fen, the rows’ ${paid}.`]),
    ...(said.refunded === null || said.refunded === refunded
      ? []
      : [`The summary’s refunds are ${said.refunded} fen, the rows’ ${refunded}.`]),
  ]
}

function sum(rows: readonly StatementRow[]) {
  return rows.reduce((total, { amount }) => total + amount, 0)
}
