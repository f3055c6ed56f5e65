import { PostgresAdapter, sql, type Kysely } from 'kysely'
import type { Migration } from '../migration'

/**
 * An order counts how often it was amended, and orders are found by the beginning of their number, by when
 * they were paid, and by whose they are.
 */
export const ordersByMore: Migration = {
  name: '0018_orders_by_more',
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('orders')
      .addColumn('amendments', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    // The embedded database sorts by bytes anyway, so that its index of the unique number is enough.
    if (db.getExecutor().adapter instanceof PostgresAdapter) {
      await sql`create index orders_by_number on orders (order_no collate "C")`.execute(db)
    }
    await db.schema
      .createIndex('orders_by_payment')
      .on('orders')
      .columns(['paid_at', 'order_id'])
      .where(sql.ref('paid_at'), 'is not', null)
      .execute()
    await db.schema
      .createIndex('orders_of_payer')
      .on('orders')
      .column('openid')
      .where(sql.ref('openid'), 'is not', null)
      .execute()
    await db.schema.createIndex('charges_of_payer').on('charges').column('openid').execute()
  },
}
