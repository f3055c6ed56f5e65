import type { InboxVerbs } from '../../../server/payments/core/repository'
import { takeDue, type Book, type Row, type Verbs } from './book'
import { expiredOrders } from './order-verbs'

const minute = 60_000
const hour = 60 * minute

export function inboxVerbs(book: Book): Pick<Verbs, keyof InboxVerbs> {
  return {
    addIncident(incident) {
      book.addIncident(incident)
    },

    incidentsOfOrders(orderIds) {
      const all = [...book.incidents.values()]
      const found = all.filter(({ orderId }) => orderId !== null && orderIds.includes(orderId))
      return found.sort((a, b) => a.at - b.at)
    },

    whatIsDue(now) {
      const isDue = (rows: Iterable<Row<unknown>>) =>
        [...rows].some(({ due }) => due !== null && due <= now)
      return {
        webhooks: isDue(book.inbox.values()),
        charges: isDue(book.charges.values()),
        refunds: isDue(book.refunds.values()),
        orders: expiredOrders(book, now).length > 0,
      }
    },

    keepWebhook(notification, nextTryAt) {
      if (book.inbox.has(notification.key)) return
      const row = { record: notification, due: nextTryAt, turn: 0, appliedAt: null }
      book.inbox.set(notification.key, row)
      book.onlooker.due(nextTryAt)
    },

    takeDueWebhooks: (now, leaseUntil, limit) =>
      takeDue(book, book.inbox.values(), { now, leaseUntil, limit }).map((row) => row.record),

    scheduleWebhook(key, nextTryAt) {
      const row = book.inbox.get(key)
      if (row?.appliedAt === null) book.setDue(row, nextTryAt)
    },

    bringBackDue(now, limit) {
      let isMore = false
      for (const [rows, horizon] of [
        [book.charges, 10 * minute],
        [book.refunds, 26 * hour],
        [book.inbox, 2 * hour],
        [book.notifications, 5 * hour],
      ] as const) {
        const ahead = [...rows.values()].filter(({ due }) => due !== null && due > now + horizon)
        for (const row of ahead.slice(0, limit)) book.setDue(row, now)
        isMore ||= ahead.length >= limit
      }
      return isMore
    },

    webhookApplied(key, at) {
      const row = book.inbox.get(key)
      if (!row) return
      row.appliedAt = at
      row.due = null
    },

    forgetWebhooks(before, limit) {
      const applied = [...book.inbox.entries()].flatMap(([key, { appliedAt }]) =>
        appliedAt !== null && appliedAt < before ? [{ key, appliedAt }] : [],
      )
      const oldest = applied.sort((a, b) => a.appliedAt - b.appliedAt).slice(0, limit)
      for (const { key } of oldest) book.inbox.delete(key)
      return oldest.length
    },
  }
}
