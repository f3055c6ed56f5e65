import { sql, type Kysely } from 'kysely'
import type { Migration } from '../migration'

/**
 * Which order holds a payer's slot. Orders of before get no row here: the first request for a slot that
 * nobody holds looks for the payer's newest open order for it, which then holds it (`store/orders/one-order-per-item.ts`). So
 * one that a backend of an older version makes during a change-over is found as well.
 *
 * A key that stands for nothing was kept by a backend that ended before its order was: key and order are
 * one commit from here on. From here on also, keys go where what they stand for goes (`store/archive.ts`).
 */
export const orderSlots: Migration = {
  name: '0010_order_slots',
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('order_slots')
      .addColumn('openid', 'text', (column) => column.notNull())
      .addColumn('slot', 'text', (column) => column.notNull())
      .addColumn('order_id', 'text', (column) => column.notNull())
      .addColumn('taken_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('order_slots_pk', ['openid', 'slot'])
      .execute()
    await db.schema
      .createIndex('order_slots_of_order')
      .on('order_slots')
      .column('order_id')
      .execute()
    await db.schema
      .createIndex('idempotency_keys_of_cause')
      .on('idempotency_keys')
      .column('stands_for')
      .execute()
    await db.schema.dropIndex('idempotency_keys_oldest').execute()
    await sql`
      delete from idempotency_keys
      where not exists (select 1 from orders where order_id = stands_for)
      and not exists (select 1 from refunds where refund_id = stands_for)`.execute(db)
  },
}
