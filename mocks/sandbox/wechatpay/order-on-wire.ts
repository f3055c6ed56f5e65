import type { JsonObject } from '../json'
import type { Account } from './account'
import type { Order } from './order'
import { rfc3339 } from './time'

const descriptions = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '转入退款',
  CLOSED: '订单已关闭',
}

function promotions({ coupon }: Order): JsonObject[] {
  if (coupon === 0) return []
  const shares = { wechatpay_contribute: coupon, merchant_contribute: 0, other_contribute: 0 }
  const kind = { coupon_id: '109519', name: '立减', scope: 'GLOBAL', type: 'NOCASH' }
  return [{ ...kind, amount: coupon, stock_id: '931386', ...shares, currency: 'CNY' }]
}

/** As in the answer to a query, and encrypted in a webhook. */
export function orderOnWire(account: Account, order: Order): JsonObject {
  const { state, total, coupon } = order
  const names = { appid: account.appid, mchid: account.mchid, out_trade_no: order.outTradeNo }
  const told = { ...names, trade_state: state, trade_state_desc: descriptions[state] }
  if (order.paidAt === null) return { ...told, promotion_detail: [] }
  return {
    ...told,
    transaction_id: order.transactionId,
    trade_type: 'JSAPI',
    bank_type: 'OTHERS',
    attach: order.attach ?? '',
    success_time: rfc3339(order.paidAt),
    payer: { openid: order.openid },
    amount: { total, payer_total: total - coupon, currency: 'CNY', payer_currency: 'CNY' },
    ...(coupon > 0 && { promotion_detail: promotions(order) }),
  }
}
