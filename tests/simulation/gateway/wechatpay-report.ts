/** What the simulated WeChat Pay says, as WeChat Pay writes it, read by the product's own reader. */
import { readOrder } from '../../../server/gateways/wechatpay/order-answers'
import { readRefund } from '../../../server/gateways/wechatpay/refund-answers'
import { chargeOf, refundOf } from '../../../server/gateways/wechatpay/outcomes'
import type { GatewayCharge, GatewayRefund } from '../../../server/payments/core/gateway-reports'
import type { Charge, Refund } from './charge'

/** The merchant's number there. */
export const mchId = '1900000001'
const appId = 'wx_app'

/** @param now null: as it really is, whatever a query would say by then */
export function orderReport(charge: Charge, now: number | null): GatewayCharge {
  const isPaid = charge.takenAt !== null && (now === null || now >= charge.visibleAt)
  const hasRefund = isPaid && charge.refunds.length > 0
  const order = readOrder({
    appid: appId,
    mchid: mchId,
    out_trade_no: charge.asked.chargeNumber,
    trade_state: hasRefund
      ? 'REFUND'
      : isPaid
        ? 'SUCCESS'
        : charge.closedAt === null
          ? 'NOTPAY'
          : 'CLOSED',
    ...(isPaid && {
      transaction_id: `42${charge.stream.id}`,
      success_time: rfc3339(charge.takenAt ?? 0),
      amount: { total: charge.asked.amount, currency: 'CNY' },
    }),
  })
  if (!order) throw new Error('the reader makes nothing of an order')
  return chargeOf(order)
}

const states = { processing: 'PROCESSING', succeeded: 'SUCCESS', failed: 'CLOSED' } as const

/** One made in the console has a number of its own. */
export const numberOf = ({ refundId, gatewayId }: Refund): string => refundId ?? gatewayId

export function refundReport(charge: Charge, refund: Refund): GatewayRefund {
  const { amount, status, endedAt } = refund
  const read = readRefund({
    out_refund_no: numberOf(refund),
    out_trade_no: charge.asked.chargeNumber,
    refund_id: refund.gatewayId,
    status: states[status],
    ...(status === 'succeeded' && { success_time: rfc3339(endedAt ?? 0) }),
    amount: { refund: amount, total: charge.asked.amount, currency: 'CNY' },
  })
  if (!read) throw new Error('the reader makes nothing of a refund')
  return refundOf(read)
}

function rfc3339(at: number): string {
  return new Date(at).toISOString()
}
