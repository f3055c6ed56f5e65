/** The merchant's lists. A page costs its own rows, however many orders there are. */
import {
  PostgresAdapter,
  sql,
  type ExpressionBuilder,
  type ExpressionWrapper,
  type Kysely,
  type RawBuilder,
  type SqlBool,
} from 'kysely'
import type { OrderFilter, PlaceInList } from '../../payments/core/order-repository'
import type { OrderRecord } from '../../payments/core/records'
import { liveCharge } from './closing-orders'
import { orderOf } from '../rows/order-rows'
import type { Tables } from '../schema/tables'

/** See the port. */
export async function listOrders(db: Kysely<Tables>, filter: OrderFilter): Promise<OrderRecord[]> {
  const { status, numberPrefix, createdAfter, paidAfter, paidBefore } = filter
  const sequence = paidAfter === null && paidBefore === null ? 'created_at' : 'paid_at'
  const few = numberPrefix === null ? null : await fewNumbered(db, numberPrefix)
  if (few?.length === 0) return []
  let query = page(db, sequence, filter.before, filter.limit)
  if (createdAfter !== null) query = query.where('created_at', '>', createdAfter)
  if (paidAfter !== null) query = query.where('paid_at', '>=', paidAfter)
  if (paidBefore !== null) query = query.where('paid_at', '<', paidBefore)
  if (few !== null) query = query.where('order_id', 'in', few)
  else if (numberPrefix !== null) query = query.where(numbered(db, numberPrefix))
  if (status !== null) query = query.where(ofStatus(status))
  return (await query.execute()).map(orderOf)
}

/** See the port. */
export async function ordersOfPayer(
  db: Kysely<Tables>,
  openid: string,
  before: PlaceInList | null,
  limit: number,
): Promise<OrderRecord[]> {
  const rows = await page(db, 'created_at', before, limit)
    .where('order_id', 'in', (eb) =>
      eb
        .selectFrom('orders')
        .select('order_id')
        .where('openid', '=', openid)
        .union(eb.selectFrom('charges').select('order_id').where('openid', '=', openid)),
    )
    .execute()
  return rows.map(orderOf)
}

/** Latest first, from a position on. */
function page(
  db: Kysely<Tables>,
  sequence: 'created_at' | 'paid_at',
  before: PlaceInList | null,
  limit: number,
) {
  const sorted = db
    .selectFrom('orders')
    .selectAll()
    .orderBy(sequence, 'desc')
    .orderBy('order_id', 'desc')
    .limit(limit)
  if (before === null) return sorted
  const { at, orderId } = before
  // A separate condition, so that a page far back starts there and not at the newest order.
  return sorted
    .where(sequence, '<=', at)
    .where((eb) =>
      eb.or([eb(sequence, '<', at), eb.and([eb(sequence, '=', at), eb('order_id', '<', orderId)])]),
    )
}

/** The states are literals, not parameters: see `rows/transitions.ts`. */
function ofStatus(status: NonNullable<OrderFilter['status']>) {
  return (
    eb: ExpressionBuilder<Tables, 'orders'>,
  ): ExpressionWrapper<Tables, 'orders', SqlBool> => {
    if (status === 'processing' || status === 'unpaid') {
      const live = eb.exists(liveCharge(eb))
      const open = eb('state', '=', sql.lit('open'))
      return eb.and([open, status === 'processing' ? live : eb.not(live)])
    }
    return eb('state', '=', sql.lit(status))
  }
}

/**
 * How many matches of a prefix are read and sorted. If there are more, the newest orders are scanned for
 * matches instead: matches are frequent then.
 */
const few = 1_000

/** @returns null where there are more */
async function fewNumbered(db: Kysely<Tables>, prefix: string): Promise<string[] | null> {
  const rows = await db
    .selectFrom('orders')
    .select('order_id')
    .where(numbered(db, prefix))
    .limit(few + 1)
    .execute()
  return rows.length > few ? null : rows.map((row) => row.order_id)
}

/** Compared by bytes, whatever collation the database uses: equal prefixes are adjacent then. */
function numbered(db: Kysely<Tables>, prefix: string): RawBuilder<SqlBool> {
  const byBytes = db.getExecutor().adapter instanceof PostgresAdapter ? sql`collate "C"` : sql``
  // After every character that a number may have, so after every number with this prefix.
  const end = `${prefix}~`
  return sql<SqlBool>`order_no ${byBytes} >= ${prefix} and order_no ${byBytes} < ${end}`
}
