import { createHash } from 'node:crypto'
import type { Desk } from './account'
import { Refusal, wrongField } from './failure'
import type { Order } from './order'
import { payerRefund } from './refund'
import type { Refund } from './refund'
import { beijingDay, beijingTime } from './time'

const head =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const foot =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

const yuan = (fen: number) => (fen / 100).toFixed(2)
const row = (values: readonly string[]) => values.map((value) => `\`${value}`).join(',')

interface Line {
  at: number
  order: Order
  refund: Refund | null
}

/** The amounts of a line, in fen: with a coupon, what the payer pays, and the rest beside it. */
function sumsOf({ order, refund }: Line) {
  const back = refund ? payerRefund(refund) : 0
  const paid = refund ? 0 : order.total - order.coupon
  return {
    ...{ paid, coupon: refund ? 0 : order.coupon, total: refund ? 0 : order.total },
    ...{ back, couponBack: (refund?.amount ?? 0) - back, asked: refund?.amount ?? 0 },
    fee: Math.round((paid - back) * 0.006),
  }
}

/** With five digits, as the bills have it. */
const feeOf = (fen: number) => (fen / 100).toFixed(5)

function lineOf({ account }: Desk, line: Line): string {
  const { at, order, refund } = line
  const { paid, coupon, total, back, couponBack, asked, fee } = sumsOf(line)
  const whose = [account.appid, account.mchid, '0', '']
  const numbers = [order.transactionId ?? '', order.outTradeNo, order.openid]
  const kind = ['JSAPI', refund ? 'REFUND' : 'SUCCESS', 'OTHERS', 'CNY', yuan(paid), yuan(coupon)]
  const refundNumbers = [refund?.refundId ?? '0', refund?.outRefundNo ?? '0']
  const refundSums = [yuan(back), yuan(couponBack)]
  const refundKind = refund ? ['ORIGINAL', refund.status] : ['', '']
  const described = [order.description, order.attach ?? '']
  const rest = [feeOf(fee), '0.60%', yuan(total), yuan(asked), '']
  const front = [beijingTime(at), ...whose, ...numbers, ...kind]
  return row([...front, ...refundNumbers, ...refundSums, ...refundKind, ...described, ...rest])
}

/** Payments by the day of their success, refunds by the day they were requested. */
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
  const sums = lines.map(sumsOf)
  const sum = (of: keyof ReturnType<typeof sumsOf>) => sums.reduce((all, one) => all + one[of], 0)
  const [paid, back, couponBack] = [sum('paid'), sum('back'), sum('couponBack')].map(yuan)
  const whole = [yuan(sum('total')), yuan(sum('asked'))]
  const values = [`${lines.length}.0`, paid, back, couponBack, feeOf(sum('fee')), ...whole]
  const rows = lines.map((line) => lineOf(desk, line))
  return `\ufeff${[head, ...rows, foot, row(values.map(String))].join('\r\n')}\r\n`
}

/** `SUCCESS` and `REFUND` really have fewer columns; only `ALL` is offered with the right ones. */
const types = ['ALL', 'SUCCESS', 'REFUND']
const hour = 3_600_000

/** A bill is made from 9:00 of the next day, and available at 10:00. */
function checkDay(day: string, now: number): void {
  const start = Date.parse(`${day}T00:00:00+08:00`)
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(start) || beijingDay(start) !== day) {
    throw wrongField('/bill_date', '格式不正确', 'query')
  }
  if (now < start + 33 * hour) throw new Refusal('NO_STATEMENT_EXIST')
  if (now < start + 34 * hour) throw new Refusal('STATEMENT_CREATING')
  if (now > start + 92 * 24 * hour) throw new Refusal('INVALID_REQUEST', '只能查询三个月内的账单')
}

/** @returns its text and the hash over it; gzip is applied later and not hashed */
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
