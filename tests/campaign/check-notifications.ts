import type { MerchantOrder } from '../../server/contract/merchant-orders'
import type { NotificationBody, NotificationType } from '../../server/contract/notifications'
import type { Evidence, Violation } from './evidence'
import type { ToldShop } from './shop'

/** The shop was told of everything that became of an order, at least once, and of nothing else. */
export function checkNotifications(evidence: Evidence): Violation[] {
  const byOrder = new Map<string, ToldShop[]>()
  for (const one of evidence.told) {
    const { orderId } = one.body.data
    byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), one])
  }
  const known = new Set(evidence.orders.map(({ orderId }) => orderId))
  const ofNobody = [...byOrder.keys()]
    .filter((orderId) => !known.has(orderId))
    .map((orderId) => ({ orderId, what: 'the shop was told of an order that is gone' }))
  const ofOrders = evidence.orders.flatMap((order) => {
    const told = byOrder.get(order.orderId) ?? []
    return [...untold(order, told), ...untrue(order, told), ...inOrder(told)].map((what) => ({
      orderId: order.orderId,
      what,
    }))
  })
  return [...ofNobody, ...ofOrders, ...falselyDelivered(evidence)]
}

const isPaid = ({ status }: Pick<MerchantOrder, 'status'>) =>
  status === 'paid' || status === 'refunded'

/** What it must have taken, as often as it happened. */
function changesOf(order: MerchantOrder): { type: NotificationType; refundId?: string }[] {
  const ends = { succeeded: 'refund.succeeded', failed: 'refund.failed' } as const
  return [
    ...(isPaid(order) ? [{ type: 'order.paid' } as const] : []),
    ...(order.status === 'closed' ? [{ type: 'order.closed' } as const] : []),
    ...(order.status === 'refunded' ? [{ type: 'order.refunded' } as const] : []),
    ...order.refunds.flatMap(({ refundId, status }) =>
      status === 'processing' ? [] : [{ type: ends[status], refundId }],
    ),
  ]
}

function untold(order: MerchantOrder, told: readonly ToldShop[]): string[] {
  const taken = told.filter((one) => one.taken)
  const lacking = changesOf(order).filter(
    ({ type, refundId }) =>
      !taken.some(({ body }) => body.type === type && body.refundId === refundId),
  )
  const incidents = new Set(
    taken.filter(({ body }) => body.type === 'order.incident').map(({ id }) => id),
  )
  return [
    ...lacking.map(({ type, refundId }) => `its shop was never told ${type} ${refundId ?? ''}`),
    ...(incidents.size === order.incidents.length
      ? []
      : [`its shop was told of ${incidents.size} incidents, not of ${order.incidents.length}`]),
  ]
}

function untrue(order: MerchantOrder, told: readonly ToldShop[]): string[] {
  return told
    .filter(({ body }) => !isTrue(order, body))
    .map(({ id, body }) => `its shop was told ${body.type} by ${id}, which was not so`)
}

/** By what the notification itself says of the order, and by what became of it. */
function isTrue(order: MerchantOrder, { type, refundId, data }: NotificationBody): boolean {
  const refund = (of: MerchantOrder) => of.refunds.find((one) => one.refundId === refundId)
  switch (type) {
    case 'order.paid':
      return isPaid(data) && isPaid(order)
    case 'order.closed':
      return data.status === 'closed'
    case 'order.refunded':
      return data.status === 'refunded' && order.status === 'refunded'
    case 'refund.succeeded':
      return refund(data)?.status === 'succeeded' && refund(order)?.status === 'succeeded'
    case 'refund.failed':
      return refund(data)?.status === 'failed'
    case 'order.incident':
      return data.incidents.length > 0
  }
}

/** One id has one text, one place in the order's sequence has one id, and a later one never says less. */
function inOrder(told: readonly ToldShop[]): string[] {
  const texts = new Map<string, string>()
  const ids = new Map<number, string>()
  const wrong: string[] = []
  for (const { id, text, body } of told) {
    if ((texts.get(id) ?? text) !== text) wrong.push(`its notification ${id} came with two texts`)
    if ((ids.get(body.sequence) ?? id) !== id)
      wrong.push(`two of its notifications are ${body.sequence}`)
    texts.set(id, text)
    ids.set(body.sequence, id)
  }
  const inTurn = [...told].sort((a, b) => a.body.sequence - b.body.sequence)
  const firstPaid = inTurn.find(({ body }) => isPaid(body.data))?.body.sequence ?? Infinity
  const takenBack = inTurn.find(({ body }) => body.sequence > firstPaid && !isPaid(body.data))
  return takenBack
    ? [...wrong, `its shop was told paid, then ${takenBack.body.data.status}`]
    : wrong
}

/** Delivered is what the shop has taken, and nothing else. */
function falselyDelivered({ delivered, told }: Evidence): Violation[] {
  const taken = new Set(told.filter((one) => one.taken).map(({ id }) => id))
  return [...delivered]
    .filter((id) => !taken.has(id))
    .map((id) => ({ orderId: null, what: `${id} is called delivered, and the shop never took it` }))
}
