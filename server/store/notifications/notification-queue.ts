import type { ExpressionBuilder, Kysely, Selectable } from 'kysely'
import type {
  Lane,
  NotificationQueue,
  NotificationRecord,
} from '../../notifications/notification-queue'
import type { NotificationsTable } from '../schema/notification-tables'
import type { Tables } from '../schema/tables'
import { forgetNotifications } from './forget-notifications'
import { endAttempt } from './notification-attempts'

const laneOf: Readonly<Record<Lane, number>> = { prompt: 0, failing: 1 }

export function createNotificationQueue(db: Kysely<Tables>): NotificationQueue {
  return {
    async dueNotifications(lane, now, except, limit) {
      const rows = await db
        .selectFrom('notifications')
        .select(['notification_id', 'address'])
        .where('lane', '=', laneOf[lane])
        .where('next_try_at', '<=', now)
        .$if(except.length > 0, (query) => query.where('address', 'not in', except))
        .orderBy('next_try_at')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ notificationId: row.notification_id, address: row.address }))
    },

    async takeNotifications(ids, now, leaseUntil) {
      if (ids.length === 0) return []
      const rows = await db
        .updateTable('notifications')
        .set({ next_try_at: leaseUntil })
        .where('notification_id', 'in', ids)
        .where('next_try_at', '<=', now)
        .where((eb) => eb.or([eb('resent', '=', 1), eb.not(isOff(eb))]))
        .returningAll()
        .execute()
      if (rows.length < ids.length) await switchOff(db, ids, now)
      return rows.map(notificationOf)
    },

    endAttempt: (...attempt) => endAttempt(db, ...attempt),

    async giveBackNotification(notificationId, leaseUntil, now) {
      await db
        .updateTable('notifications')
        .set({ next_try_at: now })
        .where('notification_id', '=', notificationId)
        .where('next_try_at', '=', leaseUntil)
        .execute()
    },

    forgetNotifications: (before, limit) => forgetNotifications(db, before, limit),
  }
}

/** Written while its address was being switched off. One that was resent on request is attempted. */
async function switchOff(db: Kysely<Tables>, ids: readonly string[], now: number): Promise<void> {
  await db
    .updateTable('notifications')
    .set({ status: 'switched_off', next_try_at: null, ended_at: now })
    .where('notification_id', 'in', ids)
    .where('next_try_at', '<=', now)
    .where('resent', '=', 0)
    .where(isOff)
    .execute()
}

function isOff(eb: ExpressionBuilder<Tables, 'notifications'>) {
  return eb.exists(
    eb
      .selectFrom('notification_addresses')
      .select('notification_addresses.address')
      .whereRef('notification_addresses.address', '=', 'notifications.address')
      .where('off_since', 'is not', null),
  )
}

export function notificationOf(row: Selectable<NotificationsTable>): NotificationRecord {
  return {
    notificationId: row.notification_id,
    orderId: row.order_id,
    orderNo: row.order_no,
    type: row.type,
    url: row.url,
    address: row.address,
    body: row.body,
    createdAt: row.created_at,
    status: row.status,
    triedSince: row.tried_since,
    tries: row.tries,
    resent: row.resent === 1,
  }
}
