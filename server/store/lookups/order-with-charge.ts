import { sql, type Kysely, type Selectable } from 'kysely'
import type { OrderWithLastCharge } from '../../payments/core/order-repository'
import { archivedWithRefunded } from '../archive/archived-orders'
import { prepared } from '../engine/prepared'
import { chargeOf } from '../rows/charge-rows'
import { orderOf } from '../rows/order-rows'
import type { Tables } from '../schema/tables'
import type { ChargesTable, OrdersTable } from '../schema/payment-tables'

const chargeColumns = [
  'charge_id',
  'order_id',
  'openid',
  'amount',
  'status',
  'gateway_id',
  'livemode',
  'js_api_params',
  'create_request',
  'created_at',
  'expires_at',
  'checked_at',
  'next_turn_at',
  'next_check_at',
  'paid_at',
  'transaction_no',
  'failure_reason',
  'failure_code',
  'failure_message',
  'final_since',
  'refunded',
  'refund_under_way',
  'gateway',
  'account',
  'app_id',
  'grace_from',
  'denials',
  'denied_since',
] as const satisfies readonly (keyof ChargesTable)[]

type ChargeColumns = {
  [Column in keyof ChargesTable as `charge_${Column}`]: ChargesTable[Column] | null
}

type OrderAndCharge = Selectable<OrdersTable> & ChargeColumns & { paid_refunded: number | null }

function joined(db: Kysely<Tables>) {
  return db
    .selectFrom('orders')
    .leftJoin('charges as last', 'last.charge_id', 'orders.last_charge_id')
    .leftJoin('charges as paid', 'paid.charge_id', 'orders.paid_charge_id')
    .selectAll('orders')
    .select('paid.refunded as paid_refunded')
    .select(chargeColumns.map((column) => sql.ref(`last.${column}`).as(`charge_${column}`)))
    .$castTo<OrderAndCharge>()
}

const one = prepared((db, { orderId }: { orderId: string }) =>
  joined(db).where('orders.order_id', '=', orderId),
)

/** As below. */
export async function orderWithLastCharge(
  db: Kysely<Tables>,
  orderId: string,
): Promise<OrderWithLastCharge | null> {
  const [row] = await one(db, { orderId })
  if (row) return pairOf(row)
  return (await archived(db, [orderId]))[0] ?? null
}

/**
 * One statement, so that each order, its last charge and the refunded sum are read at one instant: an order
 * read before its payment beside a charge read after it would look like an unpaid order that the gateway has
 * just reported on.
 */
export async function ordersWithLastCharge(
  db: Kysely<Tables>,
  orderIds: readonly string[],
): Promise<OrderWithLastCharge[]> {
  if (orderIds.length === 0) return []
  const rows = await joined(db).where('orders.order_id', 'in', orderIds).execute()
  const found = rows.map(pairOf)
  if (found.length === orderIds.length) return found
  const known = new Set(found.map(({ order }) => order.orderId))
  const others = orderIds.filter((orderId) => !known.has(orderId))
  return [...found, ...(await archived(db, others))]
}

async function archived(
  db: Kysely<Tables>,
  orderIds: readonly string[],
): Promise<OrderWithLastCharge[]> {
  const found = await archivedWithRefunded(db, orderIds)
  return found.map(({ order, refunded }) => ({ order, last: null, refunded }))
}

function pairOf(row: OrderAndCharge): OrderWithLastCharge {
  const refunded = row.paid_refunded ?? 0
  if (row.charge_charge_id === null) return { order: orderOf(row), last: null, refunded }
  const last = Object.fromEntries(chargeColumns.map((column) => [column, row[`charge_${column}`]]))
  return { order: orderOf(row), last: chargeOf(last as Selectable<ChargesTable>), refunded }
}
