import type { JsonObject } from '../json'
import type { Account } from './account'
import { payerRefund } from './refund'
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

const sums = (refund: Refund) => ({
  total: refund.order.total,
  refund: refund.amount,
  payer_total: refund.order.total - refund.order.coupon,
  payer_refund: payerRefund(refund),
})

/** As it is answered. */
export function refundOnWire(refund: Refund): JsonObject {
  const told = sums(refund)
  const settled = { settlement_refund: told.payer_refund, settlement_total: told.payer_total }
  const discount = refund.amount - told.payer_refund
  return {
    ...names(refund),
    channel: 'ORIGINAL',
    create_time: rfc3339(refund.createdAt),
    status: refund.status,
    funds_account: 'AVAILABLE',
    amount: { ...told, ...settled, discount_refund: discount, currency: 'CNY' },
  }
}

/** As a notice seals it: without currency and appid. */
export function refundInNotice(account: Account, refund: Refund): JsonObject {
  const told = { mchid: account.mchid, ...names(refund), refund_status: refund.status }
  return { ...told, amount: sums(refund) }
}
