/** How often a payer has had charges of an order created or closed. */
import { sql, type Kysely, type Transaction } from 'kysely'
import type { AttemptBound, AttemptLimit, ChargeVerbs } from '../../payments/core/charge-repository'
import { prepared } from '../engine/prepared'
import type { Tables } from '../schema/tables'

type Attempt = Parameters<ChargeVerbs['countAttempt']>[0]

interface Counted extends Attempt {
  readonly since: number
  readonly until: number
  readonly most: number
}

const counted = (db: Kysely<Tables>, { orderId, openid, since, until }: Counted) =>
  db
    .selectFrom('charge_attempts')
    .where('order_id', '=', orderId)
    .where('openid', '=', openid)
    .where('at', '>', since)
    .where('at', '<', until)

const keep = prepared((db, attempt: Counted) =>
  db
    .insertInto('charge_attempts')
    .columns(['order_id', 'openid', 'at'])
    .expression(
      db
        .selectNoFrom((eb) => [
          eb.cast<string>(eb.val(attempt.orderId), 'text').as('order_id'),
          eb.cast<string>(eb.val(attempt.openid), 'text').as('openid'),
          eb.cast<number>(eb.val(attempt.at), 'bigint').as('at'),
        ])
        .where(
          counted(db, attempt).select((count) => count.fn.countAll<number>().as('attempts')),
          '<',
          attempt.most,
        ),
    )
    .returning('at'),
)

/** The oldest of the attempts that count: when it expires, another one is allowed. */
const newest = prepared((db, attempt: Counted) =>
  counted(db, attempt).select('at').orderBy('at', 'desc').limit(attempt.most),
)

/**
 * Only while the order's row is locked, so that every earlier attempt is counted. An attempt that a clock
 * which has jumped back dated further ahead than the limit looks back does not count.
 */
export async function keepAttempt(
  transaction: Transaction<Tables>,
  attempt: Attempt,
  { most, within }: AttemptBound,
): Promise<AttemptLimit | null> {
  const { at } = attempt
  const values = { ...attempt, most, since: at - within, until: at + within }
  if ((await keep(transaction, values)).length > 0) return null
  const oldest = (await newest(transaction, values)).at(-1)
  return { limitedUntil: (oldest?.at ?? at) + within }
}

const holdOrder = prepared((db, { orderId }: { orderId: string }) =>
  db
    .updateTable('orders')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('order_id', '=', orderId),
)

/** See the port. */
export async function countAttempt(
  transaction: Transaction<Tables>,
  attempt: Attempt,
  bound: AttemptBound,
): Promise<AttemptLimit | null> {
  await holdOrder(transaction, attempt)
  return keepAttempt(transaction, attempt, bound)
}

/** See the port. */
export async function forgetAttempts(
  db: Kysely<Tables>,
  before: number,
  limit: number,
): Promise<number> {
  const old = db.selectFrom('charge_attempts').select('at').where('at', '<', before)
  const last = old
    .orderBy('at')
    .limit(1)
    .offset(limit - 1)
  const { numDeletedRows } = await db
    .deleteFrom('charge_attempts')
    .where('at', '<', before)
    .where('at', '<=', (eb) => eb.fn.coalesce(last, sql.val(before)))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
