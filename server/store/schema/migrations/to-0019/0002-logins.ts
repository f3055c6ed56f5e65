import type { Migration } from '../migration'

export const logins: Migration = {
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
}
