import { sql, type Selectable } from 'kysely'
import type { ChargeWithRefunds } from '../../payments/core/charge-repository'
import type { RefundRecord } from '../../payments/core/records'
import { prepared } from '../engine/prepared'
import { chargeOf } from '../rows/charge-rows'
import { refundOf, rowOfRefund } from '../rows/refund-rows'
import type { ChargesTable, RefundsTable } from '../schema/payment-tables'

const refundColumns = Object.keys(rowOfRefund({} as RefundRecord)) as (keyof RefundsTable)[]

type RefundColumns = {
  [Column in keyof RefundsTable as `refund_${Column}`]: RefundsTable[Column] | null
}
type ChargeAndRefund = Selectable<ChargesTable> & RefundColumns

/** One row per refund of a charge, and one for a charge without refunds. */
export const chargesOfOrder = prepared((db, { orderId }: { orderId: string }) =>
  db
    .selectFrom('charges')
    .leftJoin('refunds', 'refunds.charge_id', 'charges.charge_id')
    .selectAll('charges')
    .select(refundColumns.map((column) => sql.ref(`refunds.${column}`).as(`refund_${column}`)))
    .$castTo<ChargeAndRefund>()
    .where('charges.order_id', '=', orderId)
    .orderBy('charges.created_at')
    .orderBy('refunds.created_at')
    .orderBy('refunds.attempt'),
)

export function withRefunds(rows: readonly ChargeAndRefund[]): ChargeWithRefunds[] {
  const all = new Map<string, { row: ChargeAndRefund; refunds: RefundRecord[] }>()
  for (const row of rows) {
    const one = all.get(row.charge_id) ?? { row, refunds: [] }
    all.set(row.charge_id, one)
    if (row.refund_refund_id !== null) one.refunds.push(refundOf(refundRow(row)))
  }
  return [...all.values()].map(({ row, refunds }) => ({ charge: chargeOf(row), refunds }))
}

function refundRow(row: ChargeAndRefund): Selectable<RefundsTable> {
  const columns = refundColumns.map((column) => [column, row[`refund_${column}`]])
  return Object.fromEntries(columns) as Selectable<RefundsTable>
}
