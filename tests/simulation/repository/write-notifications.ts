import type { OrderEvent, OrderFacts } from '../../../server/notifications/outbox'
import { addressOf } from '../../../server/notifications/address'
import type { Book } from './book'

/** What a verb told, as rows with their bodies: at its end, at once. */
export function writeNotifications(book: Book, events: readonly OrderEvent[]): void {
  const { outbox } = book
  if (!outbox) return
  for (const event of events) {
    const facts = factsOf(book, event.orderId)
    const url = facts ? outbox.urlFor(facts.order) : null
    if (!facts || url === null) continue
    const { orderId, type } = event
    const sequence = (book.notified.get(orderId) ?? 0) + 1
    book.notified.set(orderId, sequence)
    const now = outbox.now()
    const state = book.addresses.get(addressOf(url))
    const isOff = state !== undefined && state.offSince !== null
    const notificationId = outbox.newId()
    book.notifications.set(notificationId, {
      record: {
        notificationId,
        orderId,
        orderNo: facts.order.orderNo,
        type,
        url,
        address: addressOf(url),
        body: outbox.describe(event, facts, sequence, now),
        createdAt: now,
        status: isOff ? 'switched_off' : 'pending',
        triedSince: now,
        tries: 0,
        resent: false,
      },
      sequence,
      lane: state ? 'failing' : 'prompt',
      due: isOff ? null : now,
      turn: 0,
      endedAt: isOff ? now : null,
    })
    book.onlooker.toSend(now)
  }
  if (events.length > 0) outbox.wake()
}

export function factsOf(book: Book, orderId: string): OrderFacts | null {
  const order = book.orders.get(orderId)?.record
  if (!order) return null
  const last = order.lastChargeId === null ? undefined : book.charges.get(order.lastChargeId)
  const paid = order.paidChargeId === null ? undefined : book.charges.get(order.paidChargeId)
  const ofOrder = <R extends { readonly orderId: string | null }>(rows: Iterable<R>) =>
    [...rows].filter((row) => row.orderId === orderId)
  const records = <R>(rows: Iterable<{ readonly record: R }>) =>
    Array.from(rows, ({ record }) => record)
  return {
    order,
    last: last?.record ?? null,
    refunded: paid?.record.refunded ?? 0,
    charges: ofOrder(records(book.charges.values())).sort((a, b) => a.createdAt - b.createdAt),
    refunds: ofOrder(records(book.refunds.values())).sort(
      (a, b) => a.createdAt - b.createdAt || a.attempt - b.attempt,
    ),
    incidents: ofOrder(book.incidents.values()).sort((a, b) => a.at - b.at),
  }
}
