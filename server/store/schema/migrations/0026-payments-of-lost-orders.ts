import type { Kysely } from 'kysely'
import type { Migration } from './migration'

/**
 * An unrecorded payment names its order's number, whether the order is here or not: whoever places an order
 * looks up the number here. Null for every other incident, and for those of before.
 */
export const paymentsOfLostOrders: Migration = {
  name: '0026_payments_of_lost_orders',
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('incidents').addColumn('order_no', 'text').execute()
    await db.schema
      .createIndex('incidents_of_lost_orders')
      .on('incidents')
      .column('order_no')
      .where('order_no', 'is not', null)
      .execute()
  },
}
