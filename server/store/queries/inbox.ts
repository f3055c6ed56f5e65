import type { Kysely } from 'kysely'
import type { InboxVerbs } from '../../payments/core/repository'
import { bringBackDue, takeDue } from '../rows/due'
import { incidentVerbs } from '../rows/incidents'
import { prepared } from '../engine/prepared'
import type { InboxTable, Tables } from '../schema/tables'

const keep = prepared((db, row: InboxTable) =>
  db
    .insertInto('inbox')
    .values({
      inbox_key: row.inbox_key,
      raw_body: row.raw_body,
      signature: row.signature,
      received_at: row.received_at,
      next_try_at: row.next_try_at,
      settled_at: null,
    })
    .onConflict((conflict) => conflict.doNothing()),
)

const settled = prepared((db, { key, at }: { key: string; at: number }) =>
  db.updateTable('inbox').set({ settled_at: at, next_try_at: null }).where('inbox_key', '=', key),
)

export function inboxVerbs(db: Kysely<Tables>): InboxVerbs {
  return {
    ...incidentVerbs(db),

    async keepNotification({ key, rawBody, signature, receivedAt }, nextTryAt) {
      await keep(db, {
        inbox_key: key,
        raw_body: rawBody.toString('base64'),
        signature,
        received_at: receivedAt,
        next_try_at: nextTryAt,
        settled_at: null,
      })
    },

    async takeDueNotifications(now, leaseUntil, limit) {
      const rows = await takeDue(db, 'inbox', now, leaseUntil, limit)
      return rows.map((row) => ({
        key: row.inbox_key,
        rawBody: Buffer.from(row.raw_body, 'base64'),
        signature: row.signature,
        receivedAt: row.received_at,
      }))
    },

    bringBackDue: (now, limit) => bringBackDue(db, now, limit),

    async scheduleNotification(key, nextTryAt) {
      await db
        .updateTable('inbox')
        .set({ next_try_at: nextTryAt })
        .where('inbox_key', '=', key)
        .where('settled_at', 'is', null)
        .execute()
    },

    async notificationSettled(key, at) {
      await settled(db, { key, at })
    },

    async forgetNotifications(before, limit) {
      const oldest = db
        .selectFrom('inbox')
        .select('inbox_key')
        .where('settled_at', '<', before)
        .orderBy('settled_at')
        .limit(limit)
      const { numDeletedRows } = await db
        .deleteFrom('inbox')
        .where('inbox_key', 'in', oldest)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
