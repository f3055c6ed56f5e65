/** Whether an address answers, fails or is switched off, updated by each attempt. */
import type { Transaction, Updateable } from 'kysely'
import type { AttemptOutcome } from '../../notifications/notification-queue'
import type { NotificationsTable } from '../schema/notification-tables'
import type { Tables } from '../schema/tables'

/**
 * An address that is switched off is only switched on by a resend.
 * @returns what changes for all notifications that wait for this address; null: nothing
 */
export async function markAnswering(
  transaction: Transaction<Tables>,
  address: string,
  resent: boolean,
): Promise<Updateable<NotificationsTable> | null> {
  const again = await transaction
    .deleteFrom('notification_addresses')
    .where('address', '=', address)
    .$if(!resent, (query) => query.where('off_since', 'is', null))
    .returning('address')
    .executeTakeFirst()
  return again ? { lane: 0 } : null
}

/** @returns as above */
export async function markFailing(
  transaction: Transaction<Tables>,
  address: string,
  outcome: AttemptOutcome,
  at: number,
): Promise<Updateable<NotificationsTable> | null> {
  const isOff = outcome.kind === 'off'
  const isNew = await transaction
    .insertInto('notification_addresses')
    .values({ address, failing_since: at, off_since: isOff ? at : null })
    .onConflict((conflict) =>
      isOff ? conflict.column('address').doUpdateSet({ off_since: at }) : conflict.doNothing(),
    )
    .returning('address')
    .executeTakeFirst()
  if (!isNew) return null
  return isOff ? { status: 'switched_off', next_try_at: null, ended_at: at } : { lane: 1 }
}
