import { sql, type Kysely } from 'kysely'
import type { Migration } from './migration'

/**
 * Whether an order's payer is forgotten, so that what is old is gone through once; and what was given up of
 * webhooks, which nobody let go of.
 */
export const forgotten: Migration = {
  name: '0023_forgotten',
  async up(db: Kysely<unknown>) {
    for (const table of ['orders', 'archived_orders']) {
      await db.schema.alterTable(table).addColumn('forgotten_at', 'bigint').execute()
    }
    await db.schema
      .createIndex('orders_to_forget')
      .on('orders')
      .columns(['created_at', 'order_id'])
      .where(sql.ref('forgotten_at'), 'is', null)
      .execute()
    // Nothing of the payer is left of others.
    await db.schema
      .createIndex('archived_orders_to_forget')
      .on('archived_orders')
      .column('last_at')
      .where(sql.ref('source'), '=', sql.lit('amount'))
      .where(sql.ref('forgotten_at'), 'is', null)
      .execute()
    await db.schema
      .createIndex('inbox_given_up')
      .on('inbox')
      .column('received_at')
      .where(sql.ref('settled_at'), 'is', null)
      .where(sql.ref('next_try_at'), 'is', null)
      .execute()
  },
}
