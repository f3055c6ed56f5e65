import type { Kysely } from 'kysely'
import type { InboxVerbs } from '../../payments/core/repository'
import type { IncidentRecord } from '../../payments/core/records'
import type { Tables } from '../schema/tables'

/** Kept once, however often it is seen. @param db a transaction as well */
export async function insertIncident(
  db: Kysely<Tables>,
  { key, orderId, chargeId, kind, at, detail }: IncidentRecord,
): Promise<void> {
  await db
    .insertInto('incidents')
    .values({ incident_key: key, order_id: orderId, charge_id: chargeId, kind, at, detail })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export function incidentVerbs(
  db: Kysely<Tables>,
): Pick<InboxVerbs, 'addIncident' | 'incidentsOfOrders'> {
  return {
    addIncident: (incident) => insertIncident(db, incident),

    async incidentsOfOrders(orderIds) {
      if (orderIds.length === 0) return []
      const rows = await db
        .selectFrom('incidents')
        .selectAll()
        .where('order_id', 'in', orderIds)
        .orderBy('at')
        .execute()
      return rows.map((row) => ({
        key: row.incident_key,
        orderId: row.order_id,
        chargeId: row.charge_id,
        kind: row.kind,
        at: row.at,
        detail: row.detail,
      }))
    },
  }
}
