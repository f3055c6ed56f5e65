import { sql, type Kysely } from 'kysely'
import type { Tables } from '../../../server/store/schema/tables'
import { orderRow } from './rows'

/** An order as the first migration kept one: with the columns that there were, whatever was added since. */
export async function insertOldOrder(db: Kysely<Tables>): Promise<void> {
  await sql`insert into orders
    (order_id, order_no, source, amount, subject, body, state, expires_at, auto_pay, metadata, content_hash, created_at)
    values (${orderRow.orderId}, 'N-1', 'merchant', 1, 's', 'b', 'open', 2, 0, '{}', 'hash', 1)`.execute(
    db,
  )
}
