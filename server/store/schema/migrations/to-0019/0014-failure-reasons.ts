import { sql, type Kysely } from 'kysely'
import type { Migration } from '../migration'

/** What the codes that were kept before meant: Paymax's, and those of our own, which are in lower case. */
const reasons: Readonly<Record<string, readonly string[]>> = {
  balance: ['AMOUNT_NOT_ENOUGH'],
  limit: ['CHANNEL_LIMIT_EXCEEDED'],
  bank: ['CHANNEL_NONACCEPTANCE', 'CHANNEL_CHARGE_FAILED'],
  expired: ['EXPIRED', 'CLOSED', 'expired', 'closed'],
  refund_failed: ['CHANNEL_REFUND_FAILED', 'refund_failed'],
  nothing_left: ['nothing_left'],
  denied: ['ORDER_NO_NOT_EXIST', 'charge_denied', 'refund_denied'],
  unavailable: [
    'SYSTEM_ERROR',
    'CHANNEL_REQUEST_FAILED',
    'CHANNEL_SYSTEM_FAILURE',
    'CHANNEL_SERVICE_UNAVAILABLE',
  ],
  unanswered: ['deadline'],
  untrusted: ['contradiction', 'senseless_answer', 'unreadable_answer'],
}

/** A failure is kept with our own reason beside the gateway's code. What the list does not name is unknown. */
export const failureReasons: Migration = {
  name: '0014_failure_reasons',
  async up(db: Kysely<unknown>) {
    for (const table of ['charges', 'refunds']) {
      await db.schema.alterTable(table).addColumn('failure_reason', 'text').execute()
      for (const [reason, codes] of Object.entries(reasons)) {
        const named = sql.join(codes)
        await sql`update ${sql.table(table)} set failure_reason = ${reason} where failure_code in (${named})`.execute(
          db,
        )
      }
    }
  },
}
