import { sql } from 'kysely'
import { dueAlone } from './migrations/0007-due-alone'
import { archive } from './migrations/0008-archive'
import { accountsAndDenials } from './migrations/0009-accounts-and-denials'
import { orderSlots } from './migrations/0010-order-slots'
import { chargeAttempts } from './migrations/0011-charge-attempts'
import { whatStrangersLeave } from './migrations/0012-what-strangers-leave'
import { refundedOfArchived } from './migrations/0013-refunded-of-archived'
import { failureReasons } from './migrations/0014-failure-reasons'
import { webhookHeaders } from './migrations/0015-webhook-headers'
import { createRequests } from './migrations/0016-create-requests'
import { notifications } from './migrations/0017-notifications'
import { ordersByMore } from './migrations/0018-orders-by-more'
import type { Migration } from './migrations/migration'

/** The longest number of the channel's that is looked for; WeChat's own have 28 digits. */
export const longestNumber = 64

/** Forward only: a migration that has been released is never changed; a change is one more at the end. */
export const migrations: readonly Migration[] = [
  {
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
  },
  {
    name: '0002_logins',
    async up(db) {
      await db.schema
        .createTable('logins')
        .addColumn('state', 'text', (column) => column.primaryKey())
        .addColumn('target', 'text', (column) => column.notNull())
        .addColumn('browser_hash', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('code_hash', 'text', (column) => column.unique())
        .addColumn('claimed_at', 'bigint')
        .addColumn('outcome', 'text')
        .addColumn('openid', 'text')
        .addColumn('exchanged_at', 'bigint')
        .execute()
      await db.schema.createIndex('logins_oldest').on('logins').column('created_at').execute()
    },
  },
  {
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

      await db.schema
        .alterTable('idempotency_keys')
        .renameColumn('order_id', 'stands_for')
        .execute()
      await db.schema
        .createIndex('idempotency_keys_oldest')
        .on('idempotency_keys')
        .column('created_at')
        .execute()
    },
  },
  {
    name: '0004_statements',
    async up(db) {
      await db.schema.createIndex('charges_paid').on('charges').column('paid_at').execute()
      await db.schema.createIndex('refunds_done').on('refunds').column('succeeded_at').execute()
    },
  },
  {
    name: '0005_doubt',
    async up(db) {
      await db.schema.alterTable('charges').addColumn('final_since', 'bigint').execute()
      await db.schema.alterTable('refunds').addColumn('unlisted_before', 'bigint').execute()
    },
  },
  {
    name: '0006_receipts',
    async up(db) {
      // Only numbers of a length that every database can index: a longer one must not cost us the payment.
      await db.schema
        .createIndex('charges_by_transaction')
        .on('charges')
        .column('transaction_no')
        .where(sql`length(transaction_no)`, '<=', sql.lit(longestNumber))
        .execute()
    },
  },
  dueAlone,
  archive,
  accountsAndDenials,
  orderSlots,
  chargeAttempts,
  whatStrangersLeave,
  refundedOfArchived,
  failureReasons,
  webhookHeaders,
  createRequests,
  notifications,
  ordersByMore,
]
