import type { JsonObject } from '../json'
import type { Desk } from './account'
import { Refusal, wrongField } from './failure'
import type { Order } from './order'
import {
  checkNotifyUrl,
  maybeText,
  needFen,
  needObject,
  needText,
  onlyKeys,
  readBodyOf,
} from './read-body'

export interface RefundRequest {
  order: Order
  outRefundNo: string
  /** In fen. */
  amount: number
  notifyUrl: string | null
}

const known = ['transaction_id', 'out_trade_no', 'out_refund_no', 'reason', 'notify_url', 'amount']

/** The amount differs from the earlier one, of the order or of this refund. */
export const differs = (): Refusal =>
  new Refusal('INVALID_REQUEST', '订单金额或退款金额与之前请求不一致，请核实后再试')

function orderOf(desk: Desk, request: JsonObject): Order {
  const transaction = maybeText(request, 'transaction_id', { longest: 32 })
  const number = maybeText(request, 'out_trade_no', { longest: 32 })
  if (transaction === null && number === null) throw wrongField('/transaction_id', '不能为空')
  const order = [...desk.orders.values()].find((one) =>
    transaction === null ? one.outTradeNo === number : one.transactionId === transaction,
  )
  if (!order || order.paidAt === null || (number !== null && order.outTradeNo !== number)) {
    throw new Refusal('RESOURCE_NOT_EXISTS', '订单不存在或未支付')
  }
  return order
}

/** `total` is the order's, never what is left of it; unlike in an order, the currency is required. */
export function readRefund(desk: Desk, body: Buffer): RefundRequest {
  const request = readBodyOf(body)
  onlyKeys(request, known)
  const outRefundNo = needText(request, 'out_refund_no', { longest: 64, form: /^[\w|*@-]+$/ })
  maybeText(request, 'reason', { longest: 80 })
  const notifyUrl = maybeText(request, 'notify_url', { longest: 256 })
  const amount = needObject(request, 'amount', ['refund', 'total', 'currency'])
  if (amount['currency'] !== 'CNY') throw wrongField('/amount/currency', '不能为空')
  const order = orderOf(desk, request)
  if (needFen(amount, 'total') !== order.total) throw differs()
  if (notifyUrl !== null) checkNotifyUrl(notifyUrl)
  return { order, outRefundNo, amount: needFen(amount, 'refund'), notifyUrl }
}
