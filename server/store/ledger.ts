import type { Kysely } from 'kysely'
import type { Ledger } from '../payments/ledger'
import { chargeVerbs } from './charges'
import { inboxVerbs } from './inbox'
import { orderVerbs } from './orders'
import { refundVerbs } from './refunds'
import type { Tables } from './tables'

/** The ledger over SQL, the same on the embedded database and on PostgreSQL. */
export function createLedger(db: Kysely<Tables>): Ledger {
  return { ...orderVerbs(db), ...chargeVerbs(db), ...refundVerbs(db), ...inboxVerbs(db) }
}
