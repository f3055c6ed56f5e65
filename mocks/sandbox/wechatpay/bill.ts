import { createHash } from 'node:crypto'
import type { Desk } from './account'
import { Refusal, wrongField } from './failure'
import type { Order } from './order'
import type { Refund } from './refund'
import { beijingDay, beijingTime } from './time'

const head =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const foot =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

const yuan = (fen: number) => (fen / 100).toFixed(2)
/** To a thousandth of a fen, as the bills have it. */
const feeOf = (fen: number) => (fen * 0.00006).toFixed(5)
const row = (values: readonly string[]) => values.map((value) => `\`${value}`).join(',')

interface Line {
  at: number
  order: Order
  refund: Refund | null
}

function lineOf({ account }: Desk, { at, order, refund }: Line): string {
  const paid = refund ? 0 : order.total
  const back = refund?.amount ?? 0
  const fee = feeOf(paid - back)
  const whose = [account.appid, account.mchid, '0', '']
  const numbers = [order.transactionId ?? '', order.outTradeNo, order.openid]
  const kind = ['JSAPI', refund ? 'REFUND' : 'SUCCESS', 'OTHERS', 'CNY', yuan(paid), '0.00']
  const refundNumbers = [refund?.refundId ?? '0', refund?.outRefundNo ?? '0', yuan(back), '0.00']
  const refundKind = refund ? ['ORIGINAL', refund.status] : ['', '']
  const rest = [order.description, order.attach ?? '', fee, '0.60%', yuan(paid), yuan(back), '']
  const names = [...whose, ...numbers, ...kind]
  return row([beijingTime(at), ...names, ...refundNumbers, ...refundKind, ...rest])
}

/** Payments on the day of their success, refunds on the day they were asked for. */
function linesOf(desk: Desk, day: string, type: string): Line[] {
  const paid = [...desk.orders.values()].flatMap((order) =>
    order.paidAt === null ? [] : [{ at: order.paidAt, order, refund: null }],
  )
  const back = [...desk.refunds.values()].map((refund) => ({
    at: refund.createdAt,
    order: refund.order,
    refund,
  }))
  const all = [...(type === 'REFUND' ? [] : paid), ...(type === 'SUCCESS' ? [] : back)]
  return all.filter(({ at }) => beijingDay(at) === day).sort((a, b) => a.at - b.at)
}

function textOf(desk: Desk, lines: readonly Line[]): string {
  const sum = (of: (line: Line) => number) => yuan(lines.reduce((all, line) => all + of(line), 0))
  const total = sum(({ order, refund }) => (refund ? 0 : order.total))
  const back = sum(({ refund }) => refund?.amount ?? 0)
  const fee = feeOf(
    lines.reduce((all, { order, refund }) => all + (refund ? -refund.amount : order.total), 0),
  )
  const sums = row([`${lines.length}.0`, total, back, '0.00', fee, total, back])
  const rows = lines.map((line) => lineOf(desk, line))
  return `\ufeff${[head, ...rows, foot, sums].join('\r\n')}\r\n`
}

/** `SUCCESS` and `REFUND` have fewer columns in truth; only `ALL` is offered with the right ones. */
const types = ['ALL', 'SUCCESS', 'REFUND']
const hour = 3_600_000

/** A bill is made from nine o'clock of the next day, and there at ten. */
function checkDay(day: string, now: number): void {
  const start = Date.parse(`${day}T00:00:00+08:00`)
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(start) || beijingDay(start) !== day) {
    throw wrongField('/bill_date', '格式不正确', 'query')
  }
  if (now < start + 33 * hour) throw new Refusal('NO_STATEMENT_EXIST')
  if (now < start + 34 * hour) throw new Refusal('STATEMENT_CREATING')
  if (now > start + 92 * 24 * hour) throw new Refusal('INVALID_REQUEST', '只能查询三个月内的账单')
}

/** @returns its text, and the hash over it; gzip comes later and is not hashed */
export function tradeBill(desk: Desk, query: URLSearchParams): { text: string; hash: string } {
  const type = query.get('bill_type') ?? 'ALL'
  if (!types.includes(type)) throw wrongField('/bill_type', '取值不正确', 'query')
  const day = query.get('bill_date') ?? ''
  checkDay(day, desk.clock.now())
  const lines = linesOf(desk, day, type)
  if (lines.length === 0) throw new Refusal('NO_STATEMENT_EXIST')
  const text = textOf(desk, lines)
  return { text, hash: createHash('sha1').update(text).digest('hex') }
}
