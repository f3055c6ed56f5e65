import type { Kysely } from 'kysely'
import type { Ledger } from '../payments/ledger'
import type { Tables } from './tables'

type InboxVerbs = Pick<
  Ledger,
  | 'addIncident'
  | 'incidentsOfOrders'
  | 'keepNotification'
  | 'takeDueNotifications'
  | 'notificationSettled'
>

export function inboxVerbs(db: Kysely<Tables>): InboxVerbs {
  return {
    async addIncident({ key, orderId, chargeId, kind, at, detail }) {
      await db
        .insertInto('incidents')
        .values({ incident_key: key, order_id: orderId, charge_id: chargeId, kind, at, detail })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async incidentsOfOrders(orderIds) {
      if (orderIds.length === 0) return []
      const rows = await db
        .selectFrom('incidents')
        .selectAll()
        .where('order_id', 'in', orderIds)
        .orderBy('at')
        .execute()
      return rows.map((row) => ({
        key: row.incident_key,
        orderId: row.order_id,
        chargeId: row.charge_id,
        kind: row.kind,
        at: row.at,
        detail: row.detail,
      }))
    },

    async keepNotification({ key, rawBody, signature, receivedAt }, nextTryAt) {
      await db
        .insertInto('inbox')
        .values({
          inbox_key: key,
          raw_body: rawBody.toString('base64'),
          signature,
          received_at: receivedAt,
          next_try_at: nextTryAt,
          settled_at: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async takeDueNotifications(now, leaseUntil, limit) {
      const rows = await db
        .updateTable('inbox')
        .set({ next_try_at: leaseUntil })
        .where('inbox_key', 'in', (eb) =>
          eb
            .selectFrom('inbox')
            .select('inbox_key')
            .where('next_try_at', '<=', now)
            .orderBy('next_try_at')
            .limit(limit),
        )
        .where('next_try_at', '<=', now)
        .returningAll()
        .execute()
      return rows.map((row) => ({
        key: row.inbox_key,
        rawBody: Buffer.from(row.raw_body, 'base64'),
        signature: row.signature,
        receivedAt: row.received_at,
      }))
    },

    async notificationSettled(key, at) {
      await db
        .updateTable('inbox')
        .set({ settled_at: at, next_try_at: null })
        .where('inbox_key', '=', key)
        .execute()
    },
  }
}
