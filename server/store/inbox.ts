import { sql, type Kysely } from 'kysely'
import type { IncidentRecord } from '../payments/core/records'
import type { InboxVerbs } from '../payments/core/repository'
import { bringBackDue, takeDue } from './rows/due'
import { holdOrderNo, incidentVerbs, insertIncident } from './rows/incidents'
import { prepared } from './engine/prepared'
import { withNotifications, recordIncident, type OutboxOrOff } from './outbox/with-notifications'
import type { InboxTable, Tables } from './schema/tables'
import { dueOf, whatIsDue } from './due-work'

const keep = prepared((db, row: InboxTable) =>
  db
    .insertInto('inbox')
    .values({
      inbox_key: row.inbox_key,
      raw_body: row.raw_body,
      signature: row.signature,
      headers: row.headers,
      gateway: row.gateway,
      received_at: row.received_at,
      next_try_at: row.next_try_at,
      settled_at: null,
    })
    .onConflict((conflict) => conflict.doNothing()),
)

const applied = prepared((db, { key, at }: { key: string; at: number }) =>
  db.updateTable('inbox').set({ settled_at: at, next_try_at: null }).where('inbox_key', '=', key),
)

/** See the port. */
async function addIncident(
  db: Kysely<Tables>,
  outbox: OutboxOrOff,
  incident: IncidentRecord,
): Promise<void> {
  const { orderId, orderNo, kind } = incident
  const isOfTheLost = orderId === null && orderNo !== undefined
  const isAlone = outbox === 'off' && kind !== 'unknown_payment'
  if (!isOfTheLost && (orderId === null || isAlone)) {
    await insertIncident(db, incident)
    return
  }
  await withNotifications(db, outbox, async (transaction, told) => {
    const found = isOfTheLost ? await holdOrderNo(transaction, orderNo) : orderId
    if (!isOfTheLost) await told.holdOrder(orderId)
    await recordIncident(transaction, told, { ...incident, orderId: found })
  })
}

export function inboxVerbs(db: Kysely<Tables>, outbox: OutboxOrOff): InboxVerbs {
  return {
    ...incidentVerbs(db),

    addIncident: (incident) => addIncident(db, outbox, incident),

    async whatIsDue(now) {
      const [row] = await whatIsDue(db, { now })
      return dueOf(row)
    },

    async keepWebhook({ key, gateway, rawBody, headers, receivedAt }, nextTryAt) {
      await keep(db, {
        inbox_key: key,
        raw_body: rawBody.toString('base64'),
        // Webhooks of builds that knew one gateway have no headers stored.
        signature: '',
        headers: JSON.stringify(headers),
        gateway,
        received_at: receivedAt,
        next_try_at: nextTryAt,
        settled_at: null,
      })
    },

    async takeDueWebhooks(now, leaseUntil, limit) {
      const rows = await takeDue(db, 'inbox', now, leaseUntil, limit)
      return rows.map((row) => ({
        key: row.inbox_key,
        rawBody: Buffer.from(row.raw_body, 'base64'),
        headers: JSON.parse(row.headers ?? '{}') as Record<string, string>,
        gateway: row.gateway,
        receivedAt: row.received_at,
      }))
    },

    bringBackDue: (now, limit) => bringBackDue(db, now, limit),

    async scheduleWebhook(key, nextTryAt) {
      await db
        .updateTable('inbox')
        .set({ next_try_at: nextTryAt })
        .where('inbox_key', '=', key)
        .where('settled_at', 'is', null)
        .execute()
    },

    async webhookApplied(key, at) {
      await applied(db, { key, at })
    },

    async forgetWebhooks(before, limit) {
      const last = db
        .selectFrom('inbox')
        .select('settled_at')
        .where('settled_at', '<', before)
        .orderBy('settled_at')
        .limit(1)
        .offset(limit - 1)
      // Uses the index of applied webhooks: by key, PostgreSQL might scan all of them.
      const { numDeletedRows } = await db
        .deleteFrom('inbox')
        .where('settled_at', '<', before)
        .where('settled_at', '<=', (eb) => eb.fn.coalesce(last, sql.val(before)))
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
