import type { Kysely } from 'kysely'
import type { Migration } from '../migration'

/** What was sent to make a charge is kept until it is known whether it arrived, where it may be sent again. */
export const createRequests: Migration = {
  name: '0016_create_requests',
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('charges').addColumn('create_request', 'text').execute()
  },
}
