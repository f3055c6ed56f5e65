import type { Migration } from '../migration'

export const payments: Migration = {
  name: '0001_payments',
  async up(db) {
    await db.schema
      .createTable('orders')
      .addColumn('order_id', 'text', (column) => column.primaryKey())
      .addColumn('order_no', 'text', (column) => column.notNull().unique())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('item', 'text')
      .addColumn('openid', 'text')
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('closed_by', 'text')
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('paid_at', 'bigint')
      .addColumn('paid_charge_id', 'text')
      .addColumn('last_charge_id', 'text')
      .addColumn('auto_pay', 'integer', (column) => column.notNull())
      .addColumn('return_url', 'text')
      .addColumn('notify_url', 'text')
      .addColumn('metadata', 'text', (column) => column.notNull())
      .addColumn('content_hash', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('orders_newest')
      .on('orders')
      .columns(['created_at', 'order_id'])
      .execute()
    await db.schema
      .createIndex('orders_expiring')
      .on('orders')
      .columns(['state', 'expires_at'])
      .execute()
    await db.schema
      .createIndex('orders_of_payer')
      .on('orders')
      .columns(['openid', 'created_at'])
      .execute()

    await db.schema
      .createTable('charges')
      .addColumn('charge_id', 'text', (column) => column.primaryKey())
      .addColumn('order_id', 'text', (column) => column.notNull().references('orders.order_id'))
      .addColumn('openid', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('gateway_id', 'text', (column) => column.unique())
      .addColumn('livemode', 'integer')
      .addColumn('js_api_params', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('checked_at', 'bigint')
      .addColumn('next_turn_at', 'bigint', (column) => column.notNull())
      .addColumn('next_check_at', 'bigint')
      .addColumn('paid_at', 'bigint')
      .addColumn('transaction_no', 'text')
      .addColumn('failure_code', 'text')
      .addColumn('failure_message', 'text')
      .execute()
    await db.schema
      .createIndex('charges_of_order')
      .on('charges')
      .columns(['order_id', 'created_at'])
      .execute()
    await db.schema.createIndex('charges_due').on('charges').column('next_check_at').execute()

    await db.schema
      .createTable('incidents')
      .addColumn('incident_key', 'text', (column) => column.primaryKey())
      .addColumn('order_id', 'text')
      .addColumn('charge_id', 'text')
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('incidents_of_order').on('incidents').column('order_id').execute()

    await db.schema
      .createTable('inbox')
      .addColumn('inbox_key', 'text', (column) => column.primaryKey())
      .addColumn('raw_body', 'text', (column) => column.notNull())
      .addColumn('signature', 'text', (column) => column.notNull())
      .addColumn('received_at', 'bigint', (column) => column.notNull())
      .addColumn('next_try_at', 'bigint')
      .addColumn('settled_at', 'bigint')
      .execute()
    await db.schema.createIndex('inbox_due').on('inbox').column('next_try_at').execute()

    await db.schema
      .createTable('idempotency_keys')
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('idempotency_key', 'text', (column) => column.notNull())
      .addColumn('request_hash', 'text', (column) => column.notNull())
      .addColumn('order_id', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('idempotency_keys_pk', ['owner', 'idempotency_key'])
      .execute()
  },
}
