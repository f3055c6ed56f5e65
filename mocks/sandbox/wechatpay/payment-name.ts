import { parseObject, textField } from '../json'
import type { Desk } from './account'
import type { Order } from './order'

/** Which payment something is about: the merchant's own number in `attach`, else the order's number. */
export function paymentName(order: Order): string {
  const own = order.attach === null ? null : parseObject(order.attach)
  return (own && textField(own, 'orderNo')) || order.attach || order.outTradeNo
}

/** The same of a request, whatever becomes of it; null where it is about none. */
export function paymentOf(desk: Desk, path: string, body: Buffer): string | null {
  const asked = parseObject(body.toString()) ?? {}
  const inPath = path.split('/').map(decoded)
  const names = [textField(asked, 'out_trade_no'), textField(asked, 'transaction_id'), ...inPath]
  const order = [...desk.orders.values()].find(
    ({ outTradeNo, transactionId }) =>
      names.includes(outTradeNo) || (transactionId !== null && names.includes(transactionId)),
  )
  const refund = [...desk.refunds.values()].find(({ outRefundNo }) => inPath.includes(outRefundNo))
  const about = order ?? refund?.order
  return about ? paymentName(about) : textField(asked, 'out_trade_no') || null
}

/** A malformed path belongs to no payment. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
