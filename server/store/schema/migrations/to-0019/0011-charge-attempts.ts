import type { Kysely } from 'kysely'
import type { Migration } from '../migration'

/** When payers had charges made or closed, for as long as the bound on that looks back. */
export const chargeAttempts: Migration = {
  name: '0011_charge_attempts',
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('charge_attempts')
      .addColumn('order_id', 'text', (column) => column.notNull())
      .addColumn('openid', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('charge_attempts_of_payer')
      .on('charge_attempts')
      .columns(['order_id', 'openid', 'at'])
      .execute()
    await db.schema
      .createIndex('charge_attempts_oldest')
      .on('charge_attempts')
      .column('at')
      .execute()
  },
}
