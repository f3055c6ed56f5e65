import type { Migration } from '../migration'

export const statements: Migration = {
  name: '0004_statements',
  async up(db) {
    await db.schema.createIndex('charges_paid').on('charges').column('paid_at').execute()
    await db.schema.createIndex('refunds_done').on('refunds').column('succeeded_at').execute()
  },
}
