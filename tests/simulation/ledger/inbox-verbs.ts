import type { InboxVerbs } from '../../../server/payments/ledger'
import { takeDue, type Book, type Verbs } from './book'

export function inboxVerbs(book: Book): Pick<Verbs, keyof InboxVerbs> {
  return {
    addIncident(incident) {
      if (!book.incidents.has(incident.key)) book.incidents.set(incident.key, incident)
    },

    incidentsOfOrders(orderIds) {
      const all = [...book.incidents.values()]
      const found = all.filter(({ orderId }) => orderId !== null && orderIds.includes(orderId))
      return found.sort((a, b) => a.at - b.at)
    },

    keepNotification(notification, nextTryAt) {
      if (book.inbox.has(notification.key)) return
      const row = { record: notification, due: nextTryAt, turn: 0, settledAt: null }
      book.inbox.set(notification.key, row)
      book.onlooker.due(nextTryAt)
    },

    takeDueNotifications: (now, leaseUntil, limit) =>
      takeDue(book, book.inbox.values(), { now, leaseUntil, limit }).map((row) => row.record),

    scheduleNotification(key, nextTryAt) {
      const row = book.inbox.get(key)
      if (row?.settledAt === null) book.setDue(row, nextTryAt)
    },

    notificationSettled(key, at) {
      const row = book.inbox.get(key)
      if (!row) return
      row.settledAt = at
      row.due = null
    },
  }
}
