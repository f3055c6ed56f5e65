import type { Migration } from '../migration'

export const doubt: Migration = {
  name: '0005_doubt',
  async up(db) {
    await db.schema.alterTable('charges').addColumn('final_since', 'bigint').execute()
    await db.schema.alterTable('refunds').addColumn('unlisted_before', 'bigint').execute()
  },
}
