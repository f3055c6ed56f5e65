import type { JsonObject } from '../json'
import type { Account } from './account'
import type { Refund } from './refund'
import { rfc3339 } from './time'

function names(refund: Refund): JsonObject {
  return {
    refund_id: refund.refundId,
    out_refund_no: refund.outRefundNo,
    transaction_id: refund.order.transactionId,
    out_trade_no: refund.order.outTradeNo,
    user_received_account: '支付用户零钱',
    ...(refund.succeededAt !== null && { success_time: rfc3339(refund.succeededAt) }),
  }
}

const sums = ({ order, amount }: Refund) => ({
  total: order.total,
  refund: amount,
  payer_total: order.total,
  payer_refund: amount,
})

/** As it is answered. */
export function refundOnWire(refund: Refund): JsonObject {
  const settled = { settlement_refund: refund.amount, settlement_total: refund.order.total }
  return {
    ...names(refund),
    channel: 'ORIGINAL',
    create_time: rfc3339(refund.createdAt),
    status: refund.status,
    funds_account: 'AVAILABLE',
    amount: { ...sums(refund), ...settled, discount_refund: 0, currency: 'CNY' },
  }
}

/** As a notice seals it: without currency and appid. */
export function refundInNotice(account: Account, refund: Refund): JsonObject {
  const told = { mchid: account.mchid, ...names(refund), refund_status: refund.status }
  return { ...told, amount: sums(refund) }
}
