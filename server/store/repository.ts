import type { Kysely } from 'kysely'
import type { Repository } from '../payments/core/repository'
import { chargeVerbs } from './charges/charges'
import { inboxVerbs } from './inbox'
import { orderVerbs } from './orders/orders'
import { refundVerbs } from './refunds/refunds'
import type { OutboxOrOff } from './outbox/with-notifications'
import type { Tables } from './schema/tables'

/**
 * The repository over SQL, the same on the embedded database and on PostgreSQL.
 * @param outbox writes notifications in the commit that changes an order
 */
export function createRepository(db: Kysely<Tables>, outbox: OutboxOrOff = 'off'): Repository {
  return {
    ...orderVerbs(db, outbox),
    ...chargeVerbs(db, outbox),
    ...refundVerbs(db, outbox),
    ...inboxVerbs(db, outbox),
  }
}
