import type { Kysely } from 'kysely'
import type { Migration } from '../migration'

/**
 * A charge remembers the gateway and the accounts it was made under, since when its payer has held the
 * order, and how often the gateway has denied it. Rows of before keep no account: theirs is the one that
 * is configured when they are first seen.
 */
export const accountsAndDenials: Migration = {
  name: '0009_accounts_and_denials',
  async up(db: Kysely<unknown>) {
    const charges = () => db.schema.alterTable('charges')
    await charges()
      .addColumn('gateway', 'text', (column) => column.notNull().defaultTo('paymax'))
      .execute()
    await charges().addColumn('account', 'text').execute()
    await charges().addColumn('app_id', 'text').execute()
    await charges().addColumn('grace_from', 'bigint').execute()
    for (const table of ['charges', 'refunds']) {
      await db.schema
        .alterTable(table)
        .addColumn('denials', 'integer', (column) => column.notNull().defaultTo(0))
        .execute()
      await db.schema.alterTable(table).addColumn('denied_since', 'bigint').execute()
    }
  },
}
