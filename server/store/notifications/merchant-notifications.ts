import type { Kysely, Selectable, SelectQueryBuilder } from 'kysely'
import type { AttemptRecord } from '../../notifications/notification-queue'
import { addressOf } from '../../notifications/address'
import type {
  ListedNotification,
  MerchantNotifications,
  NotificationFilter,
} from '../../notifications/merchant-notifications'
import type { NotificationAttemptsTable, NotificationsTable } from '../schema/notification-tables'
import type { Tables } from '../schema/tables'
import { appendKeyAction } from '../rows/key-actions'
import { notificationOf } from './notification-queue'

type Row = Selectable<NotificationsTable>

export function createMerchantNotifications(db: Kysely<Tables>): MerchantNotifications {
  const notifications = () => db.selectFrom('notifications').selectAll()

  return {
    async list(filter) {
      const rows = await filtered(notifications(), filter)
        .orderBy('created_at', 'desc')
        .orderBy('notification_id', 'desc')
        .limit(filter.limit)
        .execute()
      return withAttempts(db, rows)
    },

    async byId(notificationId) {
      const row = await notifications()
        .where('notification_id', '=', notificationId)
        .executeTakeFirst()
      return row ? ((await withAttempts(db, [row]))[0] ?? null) : null
    },

    async resend(notificationId, now, defaultUrl, by) {
      const row = await notifications()
        .where('notification_id', '=', notificationId)
        .executeTakeFirst()
      if (!row) return false
      const order = await db
        .selectFrom('orders')
        .select('notify_url')
        .where('order_id', '=', row.order_id)
        .executeTakeFirst()
      const url = order ? (order.notify_url ?? defaultUrl ?? row.url) : row.url
      const resent = await db
        .updateTable('notifications')
        .set({ url, address: addressOf(url), status: 'pending', next_try_at: now, ended_at: null })
        .set({ lane: 0, tried_since: now, tries: 0, resent: 1 })
        .set({ acts: appendKeyAction({ at: now, what: 'resent', by }) })
        .where('notification_id', '=', notificationId)
        .returning('notification_id')
        .executeTakeFirst()
      return resent !== undefined
    },

    async madeSince(since, after, limit) {
      const last = after === null ? null : await madeAt(db, after)
      const rows = await db
        .selectFrom('notifications')
        .select('notification_id')
        .where('created_at', '>=', last ?? since)
        .$if(last !== null, (query) =>
          query.where((eb) =>
            eb.or([eb('created_at', '>', last ?? 0), eb('notification_id', '>', after ?? '')]),
          ),
        )
        .orderBy('created_at')
        .orderBy('notification_id')
        .limit(limit)
        .execute()
      return rows.map((row) => row.notification_id)
    },
  }
}

async function madeAt(db: Kysely<Tables>, notificationId: string): Promise<number | null> {
  const row = await db
    .selectFrom('notifications')
    .select('created_at')
    .where('notification_id', '=', notificationId)
    .executeTakeFirst()
  return row?.created_at ?? null
}

type NotificationsQuery = SelectQueryBuilder<Tables, 'notifications', Row>

function filtered(query: NotificationsQuery, filter: NotificationFilter): NotificationsQuery {
  const { orderNo, status, before } = filter
  return query
    .$if(orderNo !== null, (q) => q.where('order_no', '=', orderNo ?? ''))
    .$if(status !== null, (q) => q.where('status', '=', status ?? 'pending'))
    .$if(before !== null, (q) =>
      q
        .where('created_at', '<=', before?.createdAt ?? 0)
        .where((eb) =>
          eb.or([
            eb('created_at', '<', before?.createdAt ?? 0),
            eb('notification_id', '<', before?.notificationId ?? ''),
          ]),
        ),
    )
}

async function withAttempts(
  db: Kysely<Tables>,
  rows: readonly Row[],
): Promise<ListedNotification[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.notification_id)
  const attempts = await db
    .selectFrom('notification_attempts')
    .selectAll()
    .where('notification_id', 'in', ids)
    .orderBy('notification_id')
    .orderBy('attempt')
    .execute()
  return rows.map((row) => ({
    ...notificationOf(row),
    sequence: row.sequence,
    refundId: row.refund_id,
    nextTryAt: row.next_try_at,
    attempts: attempts.filter((one) => one.notification_id === row.notification_id).map(attemptOf),
  }))
}

function attemptOf(row: Selectable<NotificationAttemptsTable>): AttemptRecord {
  const { at, status, error, answer } = row
  return { at, status, error, tookMs: row.took_ms, answer }
}
