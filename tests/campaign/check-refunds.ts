import type { MerchantOrder } from '../../server/contract/merchant-orders'
import { chargesAtGateway, type Evidence, type Violation } from './evidence'
import type { TheirCharge, TheirRefund } from './theirs'

/** Every acknowledged refund was made once, nothing was refunded unasked, nothing above what was paid. */
export function checkRefunds(evidence: Evidence): Violation[] {
  const byNo = new Map(evidence.orders.map((order) => [order.orderNo, order]))
  const acknowledged = evidence.book.refunds.flatMap(({ orderNo, answer }) => {
    const order = byNo.get(orderNo)
    const kept = order?.refunds.find(({ refundId }) => refundId === answer.refundId)
    if (kept?.amount === answer.amount && kept.chargeId === answer.chargeId) return []
    const orderId = order?.orderId ?? null
    return [{ orderId, what: `the acknowledged refund ${answer.refundId} is gone or another` }]
  })
  const ofOrders = evidence.orders.flatMap((order) => {
    const charges = chargesAtGateway(evidence, order)
    const made = charges.flatMap(({ refunds }) => refunds)
    return [
      ...order.refunds.flatMap((refund) => madeOnce(refund, made)),
      ...made.flatMap((refund) => askedFor(order, refund)),
      ...charges.flatMap((charge) => [...notTooMuch(charge), ...sentBackOnce(order, charge)]),
    ].map((what) => ({ orderId: order.orderId, what }))
  })
  return [...acknowledged, ...ofOrders]
}

function madeOnce(
  refund: MerchantOrder['refunds'][number],
  made: readonly TheirRefund[],
): string[] {
  const { refundId, status, amount, failure } = refund
  if (status !== 'succeeded') {
    const why = failure ? ` (${failure.code} ${failure.message})` : ''
    return [`its refund ${refundId} is ${status} at the end${why}`]
  }
  const found = made.filter((one) => one.refundId === refundId)
  if (found.length !== 1) return [`its refund ${refundId} was made ${found.length} times`]
  return found[0]?.amount === amount ? [] : [`its refund ${refundId} was made with another amount`]
}

function askedFor(order: MerchantOrder, made: TheirRefund): string[] {
  const known = order.refunds.some(({ refundId }) => refundId === made.refundId)
  return known ? [] : [`the gateway made ${made.id}, which nobody asked for`]
}

function notTooMuch({ orderNo, amount, refunds }: TheirCharge): string[] {
  const back = refunds
    .filter(({ status }) => status !== 'FAILED')
    .reduce((sum, refund) => sum + refund.amount, 0)
  return back > amount ? [`of ${orderNo} more went back than was paid`] : []
}

function sentBackOnce(order: MerchantOrder, { orderNo, amount }: TheirCharge): string[] {
  const automatic = order.refunds.filter((one) => one.automatic && one.chargeId === orderNo)
  if (automatic.length === 0) return []
  const back = automatic.reduce((sum, one) => sum + one.amount, 0)
  return automatic.length === 1 && back === amount
    ? []
    : [`${orderNo} was sent back by ${automatic.length} refunds of ${back} fen, not of ${amount}`]
}
