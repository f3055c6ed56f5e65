import type { SlotAnswer, SlotOpening } from '../../../server/payments/core/order-repository'
import type { OrderRecord } from '../../../server/payments/core/records'
import { keyName, type Book } from './book'

/** As `server/store/orders/one-order-per-item.ts`, but that in a world of one version every open order has its row. */
export function openInSlot(book: Book, opening: SlotOpening): SlotAnswer {
  const { order, claim, now } = opening
  const known = book.keys.get(keyName(claim))
  if (known) return { outcome: 'known', claim: known }
  const paid = justPaid(book, opening)
  if (paid) return { outcome: 'just_paid', order: paid }
  const given = holderOf(book, opening)
  if (!given && !book.addOrder(order)) return { outcome: 'number_taken' }
  const { orderId } = given ?? order
  book.keys.set(keyName(claim), { ...claim, standsFor: orderId })
  if (given) return { outcome: 'given', order: given }
  book.slots.set(slotName(opening), { orderId, takenAt: now })
  return { outcome: 'opened', order }
}

const slotName = ({ order, slot }: SlotOpening) => `${order.openid} ${slot}`

function holderOf(book: Book, opening: SlotOpening): OrderRecord | null {
  const held = book.slots.get(slotName(opening))
  if (!held || held.takenAt <= (opening.heldSince ?? -Infinity)) return null
  const holder = book.orders.get(held.orderId)?.record
  return holder && isPayable(holder, opening.now) ? holder : null
}

function justPaid(book: Book, { order, paidSince }: SlotOpening): OrderRecord | null {
  if (paidSince === null) return null
  // The newest.
  for (const { record } of [...book.orders.values()].reverse()) {
    const { openid, source, state, paidAt } = record
    if (openid !== order.openid || source !== order.source || state !== 'paid') continue
    const isSame = order.item === null ? record.amount === order.amount : record.item === order.item
    if (isSame && (paidAt ?? 0) >= paidSince) return record
  }
  return null
}

export function isPayable(order: OrderRecord, now: number): boolean {
  return order.state === 'open' && order.expiresAt > now
}
