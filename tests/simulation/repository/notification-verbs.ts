import type { NotificationQueue } from '../../../server/notifications/notification-queue'
import type { Book, NotificationRow } from './book'

export type NotificationVerbs = {
  readonly [Verb in keyof NotificationQueue]: (
    ...given: Parameters<NotificationQueue[Verb]>
  ) => Awaited<ReturnType<NotificationQueue[Verb]>>
}

/** What `server/store/notifications/notification-queue.ts` does, in memory. */
export function notificationVerbs(book: Book): NotificationVerbs {
  const all = () => [...book.notifications.values()]

  return {
    dueNotifications: (lane, now, except, limit) =>
      all()
        .filter((row) => row.lane === lane && row.due !== null && row.due <= now)
        .filter(({ record }) => !except.includes(record.address))
        .sort((a, b) => (a.due ?? 0) - (b.due ?? 0))
        .slice(0, limit)
        .map(({ record: { notificationId, address } }) => ({ notificationId, address })),

    takeNotifications(ids, now, leaseUntil) {
      const due = ids.flatMap((id) => book.notifications.get(id) ?? []).filter(isDueAt(now))
      const taken: NotificationRow[] = []
      for (const row of due) {
        const off = book.addresses.get(row.record.address)?.offSince ?? null
        if (off !== null && !row.record.resent) switchOff(row, now)
        else taken.push(row)
      }
      for (const row of taken) setDue(book, row, leaseUntil)
      return taken.map((row) => row.record)
    },

    endAttempt(id, leaseUntil, attempt, outcome) {
      const row = book.notifications.get(id)
      if (!row) return
      const { address, resent } = row.record
      const known = book.addresses.get(address)
      const becomesFailing = outcome.kind !== 'delivered' && outcome.kind !== 'off' && !known
      const becomesWell =
        outcome.kind === 'delivered' && known && (resent || known.offSince === null)
      if (becomesFailing) book.addresses.set(address, { offSince: null })
      if (outcome.kind === 'off') book.addresses.set(address, { offSince: attempt.at })
      if (becomesWell) book.addresses.delete(address)
      const stands = outcome.kind === 'delivered' || row.due === leaseUntil
      const { record } = row
      if (record.status !== 'delivered' && stands) {
        const tries = record.tries + 1
        const ended = attempt.at + attempt.tookMs
        if (outcome.kind === 'retry') {
          row.record = { ...record, tries }
          setDue(book, row, outcome.at)
        } else {
          const status = endOf[outcome.kind]
          row.record = { ...record, tries, status }
          row.due = null
          row.endedAt = ended
        }
      }
      for (const other of all()) {
        if (other.record.address !== address || other.due === null) continue
        if (outcome.kind === 'off' && !other.record.resent) switchOff(other, attempt.at)
        if (becomesFailing) other.lane = 'failing'
        if (becomesWell) other.lane = 'prompt'
      }
    },

    giveBackNotification(id, leaseUntil, now) {
      const row = book.notifications.get(id)
      if (row?.due === leaseUntil) setDue(book, row, now)
    },

    forgetNotifications(before, limit) {
      const old = all().filter(({ endedAt }) => endedAt !== null && endedAt < before)
      const gone = old.sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0)).slice(0, limit)
      for (const { record } of gone) book.notifications.delete(record.notificationId)
      return gone.length
    },
  }
}

const endOf = { delivered: 'delivered', give_up: 'given_up', off: 'switched_off' } as const

const isDueAt = (now: number) => (row: NotificationRow) => row.due !== null && row.due <= now

function switchOff(row: NotificationRow, at: number): void {
  row.record = { ...row.record, status: 'switched_off' }
  row.due = null
  row.endedAt = at
}

function setDue(book: Book, row: NotificationRow, due: number): void {
  row.due = due
  book.onlooker.toSend(due)
}
