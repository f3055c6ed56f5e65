import type { Kysely } from 'kysely'
import type { Migration } from './migration'

/** What moved a charge to where it is, and the hash of the signed bytes that said so. Null for those of before. */
export const decidedBy: Migration = {
  name: '0025_decided_by',
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('charges').addColumn('decided_by', 'text').execute()
    await db.schema.alterTable('charges').addColumn('decided_sha256', 'text').execute()
    await db.schema.alterTable('charges').addColumn('decided_at', 'bigint').execute()
  },
}
