import type { Kysely } from 'kysely'
import type { OrderRecord } from '../../payments/core/records'
import { keyActionLine } from './key-actions'
import { rowOfOrder } from './order-rows'
import type { Tables } from '../schema/tables'

/** @param by the name of the merchant's key that placed it, if one did */
export function rowOfNewOrder(order: OrderRecord, by?: string) {
  const acts = by === undefined ? '' : keyActionLine({ at: order.createdAt, what: 'placed', by })
  return { ...rowOfOrder(order), acts }
}

/**
 * @param db also a transaction
 * @param unknownPayment the number of an unrecorded payment that holds it
 * @returns false where its number is taken
 */
export async function insertOrder(
  db: Kysely<Tables>,
  order: OrderRecord,
  by?: string,
  unknownPayment: string | null = null,
): Promise<boolean> {
  const inserted = await db
    .insertInto('orders')
    .values({ ...rowOfNewOrder(order, by), unknown_payment: unknownPayment })
    .onConflict((conflict) => conflict.doNothing())
    .returning('order_id')
    .executeTakeFirst()
  return inserted !== undefined
}
