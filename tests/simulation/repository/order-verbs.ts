import type { OrderFilter, OrderVerbs } from '../../../server/payments/core/order-repository'
import type { OrderRecord } from '../../../server/payments/core/records'
import { orderTransitions, type OrderStage } from '../../../server/payments/core/transitions'
import { keyName, type Book, type Row, type Verbs } from './book'
import { isPayable, openInSlot } from './slots'

/** What the rules' tables call an order's state. */
export function stageOf({ state, closedBy }: OrderRecord): OrderStage {
  if (state !== 'closed') return state
  return closedBy === 'expiry' ? 'expired' : 'closed'
}

/** What has run out of time, and has no charge that could be paid. */
export function expiredOrders(book: Book, now: number): Row<OrderRecord>[] {
  return [...book.orders.values()].filter(
    ({ record: order }) =>
      order.expiresAt <= now &&
      orderTransitions[stageOf(order)].includes('expired') &&
      !book.hasLiveCharge(order),
  )
}

/** The number of a payment that names an order of this number, which is not here. */
function paymentOfTheLost(book: Book, { orderNo }: OrderRecord): string | null {
  const ofIt = [...book.incidents.values()].filter(
    (one) => one.orderId === null && one.orderNo === orderNo,
  )
  return ofIt.sort((a, b) => a.at - b.at)[0]?.chargeId ?? null
}

export function orderVerbs(book: Book): Pick<Verbs, keyof OrderVerbs> {
  const orderById = (orderId: string) => book.orders.get(orderId)?.record ?? null

  function orderWithLastCharge(orderId: string) {
    const order = orderById(orderId)
    if (!order) return null
    const last = order.lastChargeId === null ? undefined : book.charges.get(order.lastChargeId)
    const paid = order.paidChargeId === null ? undefined : book.charges.get(order.paidChargeId)
    return { order, last: last?.record ?? null, refunded: paid?.record.refunded ?? 0 }
  }

  return {
    insertOrder: (order) => paymentOfTheLost(book, order) === null && book.addOrder(order),
    insertHeldOrder(order) {
      const payment = paymentOfTheLost(book, order)
      if (payment === null || !book.addOrder({ ...order, unknownPayment: payment })) return null
      book.adoptIncidents(order)
      return payment
    },
    openInSlot: (opening) => openInSlot(book, opening),
    orderById,
    orderByNo: (orderNo) => book.orderNos.get(orderNo)?.record ?? null,

    orderWithLastCharge,
    ordersWithLastCharge: (orderIds) => orderIds.flatMap((id) => orderWithLastCharge(id) ?? []),

    listOrders: (filter) => listOrders(book, filter),
    ordersOfPayer(openid, _before, limit) {
      const begun = Array.from(book.charges.values(), ({ record }) => record)
      const theirs = begun.filter((charge) => charge.openid === openid)
      const orderIds = new Set(theirs.map(({ orderId }) => orderId))
      const all = Array.from(book.orders.values(), (row) => row.record)
      return all
        .filter((order) => order.openid === openid || orderIds.has(order.orderId))
        .sort(newerFirst)
        .slice(0, limit)
    },

    begunAmounts: (openid, since, now) =>
      Array.from(book.orders.values(), (row) => row.record)
        .filter(
          (order) =>
            order.openid === openid &&
            order.source === 'amount' &&
            order.createdAt > since &&
            isPayable(order, now),
        )
        .sort((a, b) => b.createdAt - a.createdAt),

    closeExpiredOrders(now, limit) {
      const expired = expiredOrders(book, now)
      expired.sort((a, b) => a.record.expiresAt - b.record.expiresAt)
      const closed = expired.slice(0, limit)
      for (const row of closed) {
        book.setOrder(row, { ...row.record, state: 'closed', closedBy: 'expiry' })
        book.tell({ orderId: row.record.orderId, type: 'order.closed' })
      }
      return closed.length
    },

    amendOrder(orderId, amendment, now) {
      const row = book.orders.get(orderId)
      if (!row || !isPayable(row.record, now) || row.record.lastChargeId !== null) return false
      const amendments = row.record.amendments + 1
      book.setOrder(row, { ...row.record, ...amendment, amendments })
      return true
    },

    closeOrder(orderId, lastChargeId) {
      const row = book.orders.get(orderId)
      if (!row || !orderTransitions[stageOf(row.record)].includes('closed')) return false
      if (row.record.lastChargeId !== lastChargeId || book.hasLiveCharge(row.record)) return false
      const wasOpen = row.record.state === 'open'
      book.setOrder(row, { ...row.record, state: 'closed', closedBy: 'merchant' })
      if (wasOpen) book.tell({ orderId, type: 'order.closed' })
      return true
    },

    idempotencyClaim: (owner, key) => book.keys.get(keyName({ owner, key })) ?? null,
  }
}

const newerFirst = (a: OrderRecord, b: OrderRecord) =>
  b.createdAt - a.createdAt || (a.orderId < b.orderId ? 1 : -1)

/** The simulated merchant reads its list unfiltered only. */
function listOrders(book: Book, { limit }: OrderFilter): OrderRecord[] {
  const all = Array.from(book.orders.values(), (row) => row.record)
  return all.sort(newerFirst).slice(0, limit)
}
