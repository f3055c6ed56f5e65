import { sql, type Kysely } from 'kysely'
import type { Migration } from '../migration'

interface Kept {
  readonly inbox_key: string
  readonly signature: string
}

/** A kept webhook knows its gateway, and every header that its signature needs. Those of before are Paymax's. */
export const webhookHeaders: Migration = {
  name: '0015_webhook_headers',
  async up(db: Kysely<unknown>) {
    const inbox = () => db.schema.alterTable('inbox')
    await inbox().addColumn('headers', 'text').execute()
    await inbox()
      .addColumn('gateway', 'text', (column) => column.notNull().defaultTo('paymax'))
      .execute()
    // What was applied is never read again.
    const { rows } = await sql<Kept>`
      select inbox_key, signature from inbox where settled_at is null`.execute(db)
    for (const { inbox_key: key, signature: sign } of rows) {
      const headers = JSON.stringify({ sign })
      await sql`update inbox set headers = ${headers} where inbox_key = ${key}`.execute(db)
    }
  },
}
