import type { Migration } from '../migration'

export const refunds: Migration = {
  name: '0003_refunds',
  async up(db) {
    await db.schema
      .createTable('refunds')
      .addColumn('refund_id', 'text', (column) => column.primaryKey())
      .addColumn('charge_id', 'text', (column) => column.notNull())
      .addColumn('order_id', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('automatic', 'integer', (column) => column.notNull())
      .addColumn('attempt', 'integer', (column) => column.notNull())
      .addColumn('gateway_id', 'text', (column) => column.unique())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('sent_at', 'bigint')
      .addColumn('looks', 'integer', (column) => column.notNull())
      .addColumn('next_try_at', 'bigint')
      .addColumn('succeeded_at', 'bigint')
      .addColumn('failure_code', 'text')
      .addColumn('failure_message', 'text')
      .execute()
    await db.schema.createIndex('refunds_due').on('refunds').column('next_try_at').execute()
    await db.schema.createIndex('refunds_of_order').on('refunds').column('order_id').execute()
    await db.schema.createIndex('refunds_of_charge').on('refunds').column('charge_id').execute()

    await db.schema
      .alterTable('charges')
      .addColumn('refunded', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema.alterTable('charges').addColumn('refund_under_way', 'text').execute()

    await db.schema.alterTable('idempotency_keys').renameColumn('order_id', 'stands_for').execute()
    await db.schema
      .createIndex('idempotency_keys_oldest')
      .on('idempotency_keys')
      .column('created_at')
      .execute()
  },
}
