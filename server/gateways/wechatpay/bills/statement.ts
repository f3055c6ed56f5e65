/**
 * A day's statement from WeChat Pay: its trade bill, matched by our own numbers. Nothing is applied because
 * of it.
 */
import type {
  Statement,
  StatementOutcome,
  StatementSource,
} from '../../../reconciliation/statement'
import type { BillRow, BillSums } from './bill-columns'
import { billOf } from './download-bill'
import { openConnection, type ConnectionOptions } from '../connection/open-connection'

const silent = { info() {}, warn() {}, error() {} }

export interface StatementOptions extends Omit<ConnectionOptions, 'clock' | 'log'> {
  /** Unix ms */
  readonly now: () => number
}

/** @param deadline for a whole day, in ms: the bill may be large */
export function createWechatpayStatements(
  options: StatementOptions,
  deadline = 3 * 60_000,
): StatementSource & { close(): Promise<void> } {
  const clock = { now: options.now, every: () => () => {} }
  const { connection, close } = openConnection({ ...options, clock, log: silent }, deadline)
  return {
    close,
    async statementOf(day): Promise<StatementOutcome> {
      const bill = await billOf(connection, day, AbortSignal.timeout(deadline))
      switch (bill.outcome) {
        case 'answered':
          return { outcome: 'answered', statement: statementOf(bill.rows, bill.sums) }
        case 'nothing':
          return { outcome: 'answered', statement: { rows: [], contradictions: [] } }
        case 'not_yet':
          return {
            outcome: 'refused',
            failure: {
              reason: 'unavailable',
              code: 'not_yet',
              message: 'WeChat Pay has not made this bill yet.',
            },
          }
        case 'refused':
          return bill
      }
    },
  }
}

function statementOf(rows: readonly BillRow[], sums: BillSums): Statement {
  const sumOf = (kind: BillRow['kind']) =>
    rows.filter((row) => row.kind === kind).reduce((sum, { amount }) => sum + amount, 0)
  return {
    rows: rows.map((row) => ({
      kind: row.kind,
      gatewayId: row.refundId ?? row.chargeNumber,
      amount: row.amount,
      status: row.status,
    })),
    contradictions: [
      ...differs('rows', sums.count, rows.length),
      ...differs('fen paid', sums.paid, sumOf('payment')),
      ...differs('fen asked back', sums.refunded, sumOf('refund')),
    ],
  }
}

function differs(what: string, said: number, counted: number): string[] {
  return said === counted
    ? []
    : [`It sums up ${String(said)} ${what}, and lists ${String(counted)}.`]
}
