import type { Selectable, Transaction } from 'kysely'
import type { NotificationsTable } from '../schema/notification-tables'
import type { Tables } from '../schema/tables'

/** @returns how many notifications were given, all of which have been deleted */
export async function deleteAttemptsOf(
  transaction: Transaction<Tables>,
  deleted: readonly Pick<Selectable<NotificationsTable>, 'notification_id'>[],
): Promise<number> {
  const ids = deleted.map((row) => row.notification_id)
  if (ids.length > 0) {
    await transaction
      .deleteFrom('notification_attempts')
      .where('notification_id', 'in', ids)
      .execute()
  }
  return ids.length
}
