import type { Kysely } from 'kysely'
import type { OrderRecord } from '../../payments/core/records'
import { keyActionLine } from './key-actions'
import { rowOfOrder } from './order-rows'
import type { Tables } from '../schema/tables'

/**
 * See the port.
 * @param db also a transaction
 */
export async function insertOrder(
  db: Kysely<Tables>,
  order: OrderRecord,
  by?: string,
): Promise<boolean> {
  const acts = by === undefined ? '' : keyActionLine({ at: order.createdAt, what: 'placed', by })
  const inserted = await db
    .insertInto('orders')
    .values({ ...rowOfOrder(order), acts })
    .onConflict((conflict) => conflict.doNothing())
    .returning('order_id')
    .executeTakeFirst()
  return inserted !== undefined
}
