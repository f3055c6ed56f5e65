/** A day's entries for the accountant: one line per payment and per refund, amounts in yuan. */
import { asText, byteOrderMark, csvLine } from './csv'
import type { DayEntry } from './day-entries'

const BEIJING = 8 * 3_600_000

/** Columns keep their place; new ones are added at the end. */
const columns = [
  '时间（北京）',
  '类型',
  '订单号',
  '商品',
  '收款（元）',
  '退款（元）',
  '退款原因',
  '支付单号',
  '渠道流水号',
  '支付网关',
  '网关单号',
  '退款单号',
  '网关退款单号',
  '备注',
]

/** The first line of a file. */
export const heading = byteOrderMark + csvLine(columns)

export function linesOf(entries: readonly DayEntry[]): string {
  return entries.map(lineOf).join('')
}

function lineOf(entry: DayEntry): string {
  const refund = entry.kind === 'refund' ? entry : null
  const amount = yuan(entry.amount)
  return csvLine([
    beijingTime(entry.at),
    refund ? '退款' : '收款',
    asText(entry.orderNo),
    asText(entry.subject),
    refund ? '' : amount,
    refund ? amount : '',
    refund ? asText(reasonOf(refund)) : '',
    asText(entry.chargeId),
    asText(entry.transactionNo ?? ''),
    entry.gateway,
    asText(entry.gatewayId ?? ''),
    asText(refund?.refundId ?? ''),
    asText(refund?.refundGatewayId ?? ''),
    noteOf(entry),
  ])
}

/** Whole fen throughout, so that nothing is lost to a fraction. */
export function yuan(fen: number): string {
  return `${String(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, '0')}`
}

/** `2026-11-01 08:00:00` */
function beijingTime(at: number): string {
  return new Date(at + BEIJING).toISOString().slice(0, 19).replace('T', ' ')
}

/** Why money that the order does not take was refunded. */
const unwanted: Readonly<Record<string, string>> = {
  double_success: '重复付款',
  late_payment: '订单关闭后才到账',
}

function reasonOf({ reason, automatic }: { reason: string | null; automatic: boolean }): string {
  if (reason === null) return ''
  return automatic ? (unwanted[reason] ?? reason) : reason
}

function noteOf(entry: DayEntry): string {
  if (entry.kind === 'refund') return entry.automatic ? '自动退款' : ''
  return entry.paidOrder ? '' : '不计入订单，自动退回'
}
