import type { Kysely } from 'kysely'
import type { OrderFacts } from '../../notifications/outbox'
import { prepared } from '../engine/prepared'
import { incidentOf } from '../rows/incidents'
import { chargeOf } from '../rows/charge-rows'
import { refundOf } from '../rows/refund-rows'
import type { Tables } from '../schema/tables'
import { orderWithLastCharge, ordersWithLastCharge } from './order-with-charge'

interface OneOrder {
  readonly orderId: string
}

const chargesOf = prepared((db, { orderId }: OneOrder) =>
  db.selectFrom('charges').selectAll().where('order_id', '=', orderId).orderBy('created_at'),
)

const refundsOf = prepared((db, { orderId }: OneOrder) =>
  db
    .selectFrom('refunds')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('created_at')
    .orderBy('attempt'),
)

const incidentsOf = prepared((db, { orderId }: OneOrder) =>
  db.selectFrom('incidents').selectAll().where('order_id', '=', orderId).orderBy('at'),
)

/**
 * @param db a transaction that has locked these orders
 * @returns by order id; archived ones too
 */
export async function factsOf(
  db: Kysely<Tables>,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, OrderFacts>> {
  const [only, ...others] = orderIds
  if (only === undefined) return new Map()
  if (others.length > 0) return factsOfMany(db, orderIds)
  const found = await orderWithLastCharge(db, only)
  if (!found) return new Map()
  const one = { orderId: only }
  const facts = {
    ...found,
    charges: (await chargesOf(db, one)).map(chargeOf),
    refunds: (await refundsOf(db, one)).map(refundOf),
    incidents: (await incidentsOf(db, one)).map(incidentOf),
  }
  return new Map([[only, facts]])
}

async function factsOfMany(db: Kysely<Tables>, orderIds: readonly string[]) {
  const found = await ordersWithLastCharge(db, orderIds)
  const charges = await db
    .selectFrom('charges')
    .selectAll()
    .where('order_id', 'in', orderIds)
    .orderBy('created_at')
    .execute()
  const refunds = await db
    .selectFrom('refunds')
    .selectAll()
    .where('order_id', 'in', orderIds)
    .orderBy('created_at')
    .orderBy('attempt')
    .execute()
  const incidents = await db
    .selectFrom('incidents')
    .selectAll()
    .where('order_id', 'in', orderIds)
    .orderBy('at')
    .execute()
  const chargesBy = byOrder(charges.map(chargeOf))
  const refundsBy = byOrder(refunds.map(refundOf))
  const incidentsBy = byOrder(incidents.map(incidentOf))
  return new Map<string, OrderFacts>(
    found.map((one) => {
      const { orderId } = one.order
      const rows = {
        charges: chargesBy.get(orderId) ?? [],
        refunds: refundsBy.get(orderId) ?? [],
        incidents: incidentsBy.get(orderId) ?? [],
      }
      return [orderId, { ...one, ...rows }]
    }),
  )
}

function byOrder<R extends { readonly orderId: string | null }>(rows: readonly R[]) {
  const found = new Map<string | null, R[]>()
  for (const row of rows) {
    const ofOrder = found.get(row.orderId)
    if (ofOrder) ofOrder.push(row)
    else found.set(row.orderId, [row])
  }
  return found
}
