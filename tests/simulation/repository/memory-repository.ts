import type { OrderEvent } from '../../../server/notifications/outbox'
import type { Book, Verbs } from './book'
import { chargeVerbs } from './charge-verbs'
import { inboxVerbs } from './inbox-verbs'
import { notificationVerbs, type NotificationVerbs } from './notification-verbs'
import { orderVerbs } from './order-verbs'
import { refundVerbs } from './refund-verbs'
import { writeNotifications } from './write-notifications'

/** How what a verb told is written; a planted mistake does it otherwise. */
export type Writing = (events: readonly OrderEvent[], write: typeof writeNotifications) => void

/** The repository in memory, with the meaning that `server/store/` gives to every verb. */
export function createMemoryRepository(book: Book, writing?: Writing): Verbs & NotificationVerbs {
  const verbs = {
    ...orderVerbs(book),
    ...chargeVerbs(book),
    ...refundVerbs(book),
    ...inboxVerbs(book),
    ...notificationVerbs(book),
  }
  const committing = Object.entries(verbs).map(([name, verb]) => {
    const perform = verb as (...given: unknown[]) => unknown
    const committed = (...given: unknown[]) => {
      book.events = []
      const answer = perform(...given)
      book.onlooker.committed()
      const { events } = book
      if (writing) writing(events, writeNotifications)
      else writeNotifications(book, events)
      return answer
    }
    return [name, committed] as const
  })
  return Object.fromEntries(committing) as unknown as Verbs & NotificationVerbs
}
