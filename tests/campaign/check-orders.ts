import type { MerchantOrder } from '../../server/contract/merchant-orders'
import { chargesAtGateway, type Evidence, type Violation } from './evidence'

/** Every acknowledged order exists, and its status is what it was told to be and what the gateway says. */
export function checkOrders(evidence: Evidence): Violation[] {
  return [
    ...acknowledgedOrders(evidence),
    ...evidence.orders.flatMap((order) =>
      [...againstWhatWasTold(evidence, order), ...againstGateway(evidence, order)].map((what) => ({
        orderId: order.orderId,
        what,
      })),
    ),
  ]
}

function acknowledgedOrders({ book, orders }: Evidence): Violation[] {
  const byId = new Map(orders.map((order) => [order.orderId, order]))
  return [...book.orders.values()].flatMap((kept) => {
    const { orderId, orderNo, amount, subject } = kept
    const order = byId.get(orderId)
    if (!order) return [{ orderId, what: 'an acknowledged order is gone' }]
    const same = order.orderNo === orderNo && order.amount === amount && order.subject === subject
    return same ? [] : [{ orderId, what: 'an acknowledged order has other content' }]
  })
}

const isPaid = ({ status }: MerchantOrder) => status === 'paid' || status === 'refunded'

function againstWhatWasTold({ book }: Evidence, order: MerchantOrder): string[] {
  const { paidAt, closedByMerchantAt } = book.toldOf(order.orderId)
  return [
    ...(paidAt !== null && !isPaid(order) ? [`was told paid and is ${order.status}`] : []),
    ...(closedByMerchantAt !== null && order.status !== 'closed'
      ? [`its closing was acknowledged and it is ${order.status}`]
      : []),
  ]
}

function againstGateway(evidence: Evidence, order: MerchantOrder): string[] {
  const paid = chargesAtGateway(evidence, order).filter(({ status }) => status === 'SUCCEED')
  const unwanted = new Set(
    order.refunds.filter(({ automatic }) => automatic).map(({ chargeId }) => chargeId),
  )
  const kept = paid.filter(({ orderNo }) => !unwanted.has(orderNo))
  const asked = evidence.book.closingAsked.has(order.orderId)
  if (order.status === 'processing') return ['is under way for ever']
  if (!isPaid(order)) {
    return [
      ...(kept.length > 0
        ? [`is ${order.status}, and ${kept.length} payment(s) of it are kept`]
        : []),
      ...(paid.length > 0 && !asked ? [`was paid at its gateway and is ${order.status}`] : []),
    ]
  }
  if (kept.length !== 1) return [`is ${order.status}, and ${kept.length} payments of it are kept`]
  const back = paid
    .filter(({ orderNo }) => !unwanted.has(orderNo))
    .flatMap(({ refunds }) => refunds)
    .reduce((sum, { amount }) => sum + amount, 0)
  const shouldBe = back === order.amount ? 'refunded' : 'paid'
  return order.status === shouldBe ? [] : [`is ${order.status} and should be ${shouldBe}`]
}
