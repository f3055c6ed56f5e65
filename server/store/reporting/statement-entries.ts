import type { Kysely } from 'kysely'
import type { GatewayName } from '../../payments/core/records'
import type { OurBooks, OurEntry } from '../../reconciliation/statement'
import type { Tables } from '../schema/tables'

/** Well below the number of parameters that either database takes in one query. */
const AT_ONCE = 500

/** Our side of a statement comparison. Read-only. */
/** @param gateway the one whose statements are compared */
export function createOurBooks(db: Kysely<Tables>, gateway: GatewayName): OurBooks {
  return {
    async succeededWithin(start, end) {
      const payments = await paymentsIn(db)
        .where('charges.gateway', '=', gateway)
        .where('charges.status', '=', 'succeeded')
        .where('charges.paid_at', '>=', start)
        .where('charges.paid_at', '<', end)
        .execute()
      const refunds = await refundsIn(db)
        .where('charges.gateway', '=', gateway)
        .where('refunds.status', '=', 'succeeded')
        .where('refunds.succeeded_at', '>=', start)
        .where('refunds.succeeded_at', '<', end)
        .execute()
      return [...payments.map(paymentOf), ...refunds.map(refundOf)]
    },

    async entriesOf(gatewayIds) {
      const entries: OurEntry[] = []
      for (let at = 0; at < gatewayIds.length; at += AT_ONCE) {
        entries.push(...(await entriesNamed(db, gatewayIds.slice(at, at + AT_ONCE))))
      }
      return entries
    },
  }
}

/** Refunds by either id, in two queries: an `or` over two tables would scan both. */
async function entriesNamed(db: Kysely<Tables>, ids: readonly string[]): Promise<OurEntry[]> {
  const payments = await paymentsIn(db).where('charges.gateway_id', 'in', ids).execute()
  const ofCharges = await refundsIn(db).where('charges.gateway_id', 'in', ids).execute()
  const named = await refundsIn(db)
    .where('refunds.gateway_id', 'in', ids)
    .where('charges.gateway_id', 'not in', ids)
    .execute()
  return [...payments.map(paymentOf), ...[...ofCharges, ...named].map(refundOf)]
}

function paymentsIn(db: Kysely<Tables>) {
  return db
    .selectFrom('charges')
    .innerJoin('orders', 'orders.order_id', 'charges.order_id')
    .select([
      'charges.charge_id',
      'charges.gateway_id',
      'charges.amount',
      'charges.status',
      'charges.paid_at as at',
      'orders.order_no',
    ])
}

function refundsIn(db: Kysely<Tables>) {
  return db
    .selectFrom('refunds')
    .innerJoin('charges', 'charges.charge_id', 'refunds.charge_id')
    .innerJoin('orders', 'orders.order_id', 'charges.order_id')
    .select([
      'charges.charge_id',
      'charges.gateway_id',
      'refunds.gateway_id as refund_gateway_id',
      'refunds.amount',
      'refunds.status',
      'refunds.succeeded_at as at',
      'orders.order_no',
    ])
}

interface Row {
  readonly charge_id: string
  readonly gateway_id: string | null
  readonly order_no: string
  readonly amount: number
  readonly status: string
  readonly at: number | null
}

function paymentOf(row: Row): OurEntry {
  return { kind: 'payment', refundGatewayId: null, ...shared(row) }
}

function refundOf(row: Row & { readonly refund_gateway_id: string | null }): OurEntry {
  return { kind: 'refund', refundGatewayId: row.refund_gateway_id, ...shared(row) }
}

function shared(row: Row) {
  return {
    // Money always comes with the gateway's id; if not, our own id still identifies the charge.
    gatewayId: row.gateway_id ?? row.charge_id,
    orderNo: row.order_no,
    amount: row.amount,
    status: row.status,
    at: row.at,
  }
}
