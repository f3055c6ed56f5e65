import type { Kysely } from 'kysely'
import type { Repository } from '../payments/core/repository'
import { chargeVerbs } from './queries/charges'
import { inboxVerbs } from './queries/inbox'
import { orderVerbs } from './queries/orders'
import { refundVerbs } from './queries/refunds'
import type { Tables } from './schema/tables'

/** The repository over SQL, the same on the embedded database and on PostgreSQL. */
export function createRepository(db: Kysely<Tables>): Repository {
  return { ...orderVerbs(db), ...chargeVerbs(db), ...refundVerbs(db), ...inboxVerbs(db) }
}
