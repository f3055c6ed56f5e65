import type { Kysely, Selectable } from 'kysely'
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
  { key, orderId, chargeId, kind, at, detail }: IncidentRecord,
): Promise<boolean> {
  const kept = await db
    .insertInto('incidents')
    .values({ incident_key: key, order_id: orderId, charge_id: chargeId, kind, at, detail })
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
  }
}
