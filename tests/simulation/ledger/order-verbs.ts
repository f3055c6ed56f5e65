import type { OrderFilter, OrderVerbs, SameThing } from '../../../server/payments/ledger'
import type { OrderRecord } from '../../../server/payments/records'
import { orderMoves, type OrderStage } from '../../../server/payments/states'
import type { Book, Verbs } from './book'

/** What the rules' tables call an order's state. */
export function stageOf({ state, closedBy }: OrderRecord): OrderStage {
  if (state !== 'closed') return state
  return closedBy === 'expiry' ? 'expired' : 'closed'
}

export function orderVerbs(book: Book): Pick<Verbs, keyof OrderVerbs> {
  const orderById = (orderId: string) => book.orders.get(orderId)?.record ?? null

  function orderWithLastCharge(orderId: string) {
    const order = orderById(orderId)
    if (!order) return null
    const last = order.lastChargeId === null ? undefined : book.charges.get(order.lastChargeId)
    return { order, last: last?.record ?? null }
  }

  return {
    insertOrder: (order) => book.addOrder(order),
    orderById,
    orderByNo: (orderNo) => book.orderNos.get(orderNo)?.record ?? null,

    orderWithLastCharge,
    ordersWithLastCharge: (orderIds) => orderIds.flatMap((id) => orderWithLastCharge(id) ?? []),

    listOrders: (filter) => listOrders(book, filter),

    unfinishedOrder: (openid, same, now) =>
      newest(book, (order) => isSame(order, openid, same) && isPayable(order, now)),

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

    recentlyPaidOrder: (openid, same, since) =>
      newest(
        book,
        (order) =>
          isSame(order, openid, same) && order.state === 'paid' && (order.paidAt ?? 0) >= since,
      ),

    closeExpiredOrders(now) {
      let closed = 0
      for (const row of book.orders.values()) {
        const order = row.record
        if (order.expiresAt > now || !orderMoves[stageOf(order)].includes('expired')) continue
        if (book.hasLiveCharge(order)) continue
        book.setOrder(row, { ...order, state: 'closed', closedBy: 'expiry' })
        closed += 1
      }
      return closed
    },

    closeOrder(orderId, lastChargeId) {
      const row = book.orders.get(orderId)
      if (!row || !orderMoves[stageOf(row.record)].includes('closed')) return false
      if (row.record.lastChargeId !== lastChargeId || book.hasLiveCharge(row.record)) return false
      book.setOrder(row, { ...row.record, state: 'closed', closedBy: 'merchant' })
      return true
    },

    idempotencyClaim: (owner, key) => book.keys.get(`${owner} ${key}`) ?? null,

    claimIdempotencyKey(claim) {
      const name = `${claim.owner} ${claim.key}`
      const known = book.keys.get(name)
      if (known) return known
      book.keys.set(name, claim)
      return claim
    },

    forgetIdempotencyKeys(before) {
      for (const [name, claim] of book.keys) if (claim.createdAt < before) book.keys.delete(name)
    },
  }
}

function isPayable(order: OrderRecord, now: number): boolean {
  return order.state === 'open' && order.expiresAt > now
}

function isSame(order: OrderRecord, openid: string, same: SameThing): boolean {
  if (order.openid !== openid) return false
  return 'item' in same
    ? order.item === same.item
    : order.source === 'amount' && order.amount === same.amount
}

function newest(book: Book, wanted: (order: OrderRecord) => boolean): OrderRecord | null {
  let found: OrderRecord | null = null
  for (const { record } of book.orders.values()) {
    if (wanted(record) && (found === null || record.createdAt > found.createdAt)) found = record
  }
  return found
}

/** The simulated merchant reads its list unfiltered only. */
function listOrders(book: Book, { limit }: OrderFilter): OrderRecord[] {
  const all = Array.from(book.orders.values(), (row) => row.record)
  const newerFirst = (a: OrderRecord, b: OrderRecord) =>
    b.createdAt - a.createdAt || (a.orderId < b.orderId ? 1 : -1)
  return all.sort(newerFirst).slice(0, limit)
}
