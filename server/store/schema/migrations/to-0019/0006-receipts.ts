import { sql } from 'kysely'
import type { Migration } from '../migration'

/** The longest number of the channel's that is looked for; WeChat's own have 28 digits. */
export const longestNumber = 64

export const receipts: Migration = {
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
}
