import type { Kysely } from 'kysely'
import type { DayEntrySource } from '../../export/day-entries'
import { archivedSince } from '../archive/archived-orders'
import type { Tables } from '../schema/tables'

/** Read-only. Each page is read from an index, starting at its position. */
export function createDayEntrySource(db: Kysely<Tables>): DayEntrySource {
  return {
    async payments({ start, end }, after, limit) {
      const rows = await db
        .selectFrom('charges')
        .innerJoin('orders', 'orders.order_id', 'charges.order_id')
        .select([...shared, 'charges.amount', 'charges.paid_at as at', 'orders.paid_charge_id'])
        .where('charges.status', '=', 'succeeded')
        .where('charges.paid_at', '>=', after?.at ?? start)
        .where('charges.paid_at', '<', end)
        .$if(after !== null, (query) =>
          query.where((eb) =>
            eb.or([
              eb('charges.paid_at', '>', after?.at ?? 0),
              eb('charges.charge_id', '>', after?.chargeId ?? ''),
            ]),
          ),
        )
        .orderBy('charges.paid_at')
        .orderBy('charges.charge_id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        kind: 'payment',
        ...entryOf(row),
        paidOrder: row.paid_charge_id === row.charge_id,
      }))
    },

    async refunds({ start, end }, after, limit) {
      const rows = await db
        .selectFrom('refunds')
        .innerJoin('charges', 'charges.charge_id', 'refunds.charge_id')
        .innerJoin('orders', 'orders.order_id', 'charges.order_id')
        .select([...shared, 'refunds.amount', 'refunds.succeeded_at as at'])
        .select(['refund_id', 'refunds.gateway_id as refund_gateway_id', 'reason', 'automatic'])
        .where('refunds.status', '=', 'succeeded')
        .where('refunds.succeeded_at', '>=', after?.at ?? start)
        .where('refunds.succeeded_at', '<', end)
        .$if(after !== null, (query) =>
          query.where((eb) =>
            eb.or([
              eb('refunds.succeeded_at', '>', after?.at ?? 0),
              eb('refunds.refund_id', '>', after?.refundId ?? ''),
            ]),
          ),
        )
        .orderBy('refunds.succeeded_at')
        .orderBy('refunds.refund_id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        kind: 'refund',
        ...entryOf(row),
        refundId: row.refund_id,
        refundGatewayId: row.refund_gateway_id,
        reason: row.reason,
        automatic: row.automatic === 1,
      }))
    },

    isArchived: ({ start }) => archivedSince(db, start),
  }
}

const shared = [
  'orders.order_no',
  'orders.subject',
  'charges.charge_id',
  'charges.gateway',
  'charges.gateway_id',
  'charges.transaction_no',
] as const

interface Row extends Pick<Tables['orders'], 'order_no' | 'subject'> {
  readonly at: number | null
  readonly amount: number
  readonly charge_id: string
  readonly gateway: Tables['charges']['gateway']
  readonly gateway_id: string | null
  readonly transaction_no: string | null
}

function entryOf(row: Row) {
  return {
    at: row.at ?? 0,
    orderNo: row.order_no,
    subject: row.subject,
    amount: row.amount,
    gateway: row.gateway,
    chargeId: row.charge_id,
    gatewayId: row.gateway_id,
    transactionNo: row.transaction_no,
  }
}
