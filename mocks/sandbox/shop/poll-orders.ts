import type { Clock } from '../clock'
import { textField } from '../json'
import type { JsonObject } from '../json'
import type { Books, OrderLine, SentLine } from './page-state'
import type { Merchant } from './merchant'
import type { ShopBook } from './shop-orders'

export interface BookWatch {
  /** Called at once where something is known, and at every change. Returns a function that ends it. */
  subscribe: (listener: (books: Books) => void) => () => void
  /** Something has happened: poll soon. */
  wake: () => void
}

/** In ms, while somebody watches. */
const beat = 1500
/** In ms: the sender needs a moment to store the answer. */
const aMoment = 150

/** Polls the merchant API as long as somebody watches. */
export function watchBooks(merchant: Merchant, book: ShopBook, clock: Clock): BookWatch {
  const listeners = new Set<(books: Books) => void>()
  let last: { text: string; books: Books } | null = null
  let callOff: (() => void) | null = null
  let asking = false

  async function look(): Promise<void> {
    if (asking || listeners.size === 0) return
    asking = true
    callOff?.()
    try {
      const [orders, sent] = await Promise.all([merchant.orders(), merchant.notifications()])
      const books = { orders: orders.map((one) => orderLine(one, book)), sent: sent.map(sentLine) }
      const text = JSON.stringify(books)
      if (text !== last?.text) for (const listener of listeners) listener(books)
      last = { text, books }
    } catch {
      // A checkout that is restarting is polled again.
    }
    asking = false
    callOff = clock.after(beat, () => void look())
  }

  return {
    subscribe(listener) {
      if (last) listener(last.books)
      listeners.add(listener)
      void look()
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) callOff?.()
      }
    },
    wake: () => void clock.after(aMoment, () => void look()),
  }
}

function orderLine(order: JsonObject, book: ShopBook): OrderLine {
  const orderNo = textField(order, 'orderNo')
  return {
    orderNo,
    subject: textField(order, 'subject'),
    amount: Number(order['amount']),
    amountRefunded: Number(order['amountRefunded']),
    status: textField(order, 'status'),
    createdAt: textField(order, 'createdAt'),
    known: book.of(orderNo),
  }
}

function sentLine(sent: JsonObject): SentLine {
  return {
    id: textField(sent, 'notificationId'),
    status: textField(sent, 'status'),
    nextTryAt: textField(sent, 'nextTryAt') || null,
  }
}
