import { sql, type Kysely } from 'kysely'
import { deleteAttemptsOf } from '../rows/delete-attempts'
import type { Tables } from '../schema/tables'

/** See the port. */
export async function forgetNotifications(
  db: Kysely<Tables>,
  before: number,
  limit: number,
): Promise<number> {
  const last = db
    .selectFrom('notifications')
    .select('ended_at')
    .where('ended_at', '<', before)
    .orderBy('ended_at')
    .limit(1)
    .offset(limit - 1)
  return db.transaction().execute(async (transaction) => {
    const gone = await transaction
      .deleteFrom('notifications')
      .where('ended_at', '<', before)
      .where('ended_at', '<=', (eb) => eb.fn.coalesce(last, sql.val(before)))
      .returning('notification_id')
      .execute()
    return deleteAttemptsOf(transaction, gone)
  })
}
