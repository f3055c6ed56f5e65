import type { Book, Verbs } from './book'
import { chargeVerbs } from './charge-verbs'
import { inboxVerbs } from './inbox-verbs'
import { orderVerbs } from './order-verbs'
import { refundVerbs } from './refund-verbs'

/** The repository in memory, with the meaning that `server/store/` gives to every verb. */
export function createMemoryRepository(book: Book): Verbs {
  return { ...orderVerbs(book), ...chargeVerbs(book), ...refundVerbs(book), ...inboxVerbs(book) }
}
