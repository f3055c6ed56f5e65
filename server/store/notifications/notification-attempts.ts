import type { Kysely, Transaction, Updateable } from 'kysely'
import type {
  AttemptOutcome,
  AttemptRecord,
  NotificationQueue,
} from '../../notifications/notification-queue'
import type { NotificationsTable } from '../schema/notification-tables'
import type { Tables } from '../schema/tables'
import { markAnswering, markFailing } from './address-state'

/**
 * See the port. Locks the address before the notification: whoever changes an address's state changes all its
 * waiting notifications, and the reverse order could deadlock (PostgreSQL).
 */
export async function endAttempt(
  db: Kysely<Tables>,
  ...[notificationId, leaseUntil, attempt, outcome]: Parameters<NotificationQueue['endAttempt']>
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const known = await transaction
      .selectFrom('notifications')
      .select(['address', 'resent'])
      .where('notification_id', '=', notificationId)
      .executeTakeFirst()
    if (!known) return
    const waiting =
      outcome.kind === 'delivered'
        ? await markAnswering(transaction, known.address, known.resent === 1)
        : await markFailing(transaction, known.address, outcome, attempt.at)
    const columns = columnsAfter(outcome, attempt.at + attempt.tookMs)
    const counted = await transaction
      .updateTable('notifications')
      .set((eb) => ({ ...columns, tries: eb('tries', '+', 1), attempts: eb('attempts', '+', 1) }))
      .where('notification_id', '=', notificationId)
      .where('status', '<>', 'delivered')
      .$if(outcome.kind !== 'delivered', (query) => query.where('next_try_at', '=', leaseUntil))
      .returning('attempts')
      .executeTakeFirst()
    if (waiting) await moveWaiting(transaction, known.address, waiting)
    const { attempts } = counted ?? (await countAlone(transaction, notificationId))
    await keepAttempt(transaction, notificationId, attempts, attempt)
  })
}

/** An attempt without consequences is stored all the same. */
function countAlone(transaction: Transaction<Tables>, notificationId: string) {
  return transaction
    .updateTable('notifications')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('notification_id', '=', notificationId)
    .returning('attempts')
    .executeTakeFirstOrThrow()
}

async function keepAttempt(
  transaction: Transaction<Tables>,
  notificationId: string,
  attempts: number,
  { at, status, error, tookMs, answer }: AttemptRecord,
): Promise<void> {
  const row = { notification_id: notificationId, at, status, error, answer }
  await transaction
    .insertInto('notification_attempts')
    .values({ ...row, attempt: attempts, took_ms: tookMs })
    .execute()
}

function columnsAfter(outcome: AttemptOutcome, now: number): Updateable<NotificationsTable> {
  switch (outcome.kind) {
    case 'delivered':
      return { status: 'delivered', next_try_at: null, ended_at: now }
    case 'retry':
      return { next_try_at: outcome.at }
    case 'give_up':
      return { status: 'given_up', next_try_at: null, ended_at: now }
    case 'off':
      return { status: 'switched_off', next_try_at: null, ended_at: now }
  }
}

/** A notification resent on request is attempted although its address is switched off. */
async function moveWaiting(
  transaction: Transaction<Tables>,
  address: string,
  columns: Updateable<NotificationsTable>,
): Promise<void> {
  await transaction
    .updateTable('notifications')
    .set(columns)
    .where('address', '=', address)
    .where('next_try_at', 'is not', null)
    .$if(columns.status === 'switched_off', (query) => query.where('resent', '=', 0))
    .execute()
}
