import { PostgresAdapter, sql, type Kysely, type Selectable, type Transaction } from 'kysely'
import type { InboxVerbs } from '../../payments/core/repository'
import type { IncidentRecord } from '../../payments/core/records'
import type { Tables } from '../schema/tables'
import type { IncidentsTable } from '../schema/payment-tables'

/**
 * Stored once, however often it is seen.
 * @param db a transaction, for an incident of an unrecorded payment
 * @returns whether it was new
 */
export async function insertIncident(
  db: Kysely<Tables>,
  { key, orderId, chargeId, kind, at, detail, orderNo }: IncidentRecord,
): Promise<boolean> {
  const kept = await db
    .insertInto('incidents')
    .values({
      incident_key: key,
      order_id: orderId,
      charge_id: chargeId,
      kind,
      at,
      detail,
      order_no: orderNo ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('incident_key')
    .executeTakeFirst()
  if (kept && kind === 'unknown_payment' && orderId !== null && chargeId !== null) {
    await db
      .updateTable('orders')
      .set({ unknown_payment: chargeId })
      .where('order_id', '=', orderId)
      .execute()
  }
  return kept !== undefined
}

/**
 * Looks for the order of an unrecorded payment once more, and lets nobody place one until the commit: whoever
 * places it afterwards sees the incident. PostgreSQL alone needs the lock, before anything else is done; it
 * waits for orders that are being written just now, and they for nothing that this transaction holds.
 * @returns the order's id; null where there is no such order
 */
export async function holdOrderNo(
  transaction: Transaction<Tables>,
  orderNo: string,
): Promise<string | null> {
  if (transaction.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`lock table orders in share row exclusive mode`.execute(transaction)
  }
  const order = await transaction
    .selectFrom('orders')
    .select('order_id')
    .where('order_no', '=', orderNo)
    .executeTakeFirst()
  return order?.order_id ?? null
}

export function incidentVerbs(db: Kysely<Tables>): Pick<InboxVerbs, 'incidentsOfOrders'> {
  return {
    async incidentsOfOrders(orderIds) {
      if (orderIds.length === 0) return []
      const rows = await db
        .selectFrom('incidents')
        .selectAll()
        .where('order_id', 'in', orderIds)
        .orderBy('at')
        .execute()
      return rows.map(incidentOf)
    },
  }
}

export function incidentOf(row: Selectable<IncidentsTable>): IncidentRecord {
  return {
    key: row.incident_key,
    orderId: row.order_id,
    chargeId: row.charge_id,
    kind: row.kind,
    at: row.at,
    detail: row.detail,
    ...(row.order_no !== null && { orderNo: row.order_no }),
  }
}
