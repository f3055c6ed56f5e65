import { refundedAmount } from '../paymax/charge'
import type { ChargeLine } from '../charge-line'
import { paymentName } from '../paymax/payment-name'
import type { Paymax } from '../paymax/paymax'
import type { TradeState } from '../wechatpay/order'
import type { WeChatPay } from '../wechatpay/wechatpay'
import type { OrderNames } from './order-names'

export function chargeLines(paymax: Paymax): ChargeLine[] {
  const webhooks = paymax.webhooks()
  return paymax.charges().map((charge) => {
    const { id, orderNo, amount, subject, status, createdAt } = charge
    const events = webhooks.filter(({ chargeId }) => chargeId === id)
    return {
      ...{ gateway: 'paymax', id, orderNo, amount, subject, status, createdAt },
      failure: charge.failure?.message ?? null,
      refunded: refundedAmount(charge),
      refunding: charge.refunds.some((refund) => refund.status === 'PROCESSING'),
      payment: paymentName(charge),
      events: events.map(({ state, tries, type }) => ({ state, type, tries: tries.length })),
    }
  })
}

const statuses: Readonly<Record<TradeState, ChargeLine['status']>> = {
  NOTPAY: 'PROCESSING',
  SUCCESS: 'SUCCEED',
  REFUND: 'SUCCEED',
  CLOSED: 'FAILED',
}

/** WeChat Pay knows an order by the merchant's number, which is its name here too. */
export function orderLines(wechatpay: WeChatPay, names: OrderNames): ChargeLine[] {
  const notices = wechatpay.notices()
  return wechatpay.orders().map((order) => {
    const { outTradeNo, total, description, state, createdAt } = order
    const refunds = wechatpay.refundsOf(order)
    const back = refunds.filter(({ status }) => status === 'SUCCESS')
    return {
      gateway: 'wechatpay',
      id: outTradeNo,
      orderNo: order.transactionId ?? outTradeNo,
      amount: total,
      subject: description,
      status: statuses[state],
      // A failed attempt leaves no trace there.
      failure: null,
      refunded: back.reduce((sum, { amount }) => sum + amount, 0),
      refunding: refunds.some(({ status }) => status === 'PROCESSING'),
      payment: names.of(outTradeNo),
      createdAt,
      events: notices
        .filter((notice) => notice.order === order)
        .map(({ state: told, tries, type }) => ({ state: told, type, tries: tries.length })),
    }
  })
}
