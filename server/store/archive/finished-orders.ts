import { sql, type ExpressionBuilder, type Kysely } from 'kysely'
import type { Tables } from '../schema/tables'

/**
 * Orders that have ended, without an incident: one with incidents is kept, because somebody may still be
 * looking into it.
 */
export function finishedBefore(db: Kysely<Tables>, before: number) {
  return overBefore(db, before).where((eb) => eb.not(eb.exists(incident(eb))))
}

/**
 * Orders that nothing is expected of any more: final, everything that happened to them older than `before`
 * (Unix ms), no charge being checked, no refund under way.
 */
export function overBefore(db: Kysely<Tables>, before: number) {
  return db
    .selectFrom('orders')
    .selectAll()
    .where('created_at', '<', before)
    .where('state', '<>', sql.lit('open'))
    .where('expires_at', '<', before)
    .where((eb) => eb.or([eb('paid_at', 'is', null), eb('paid_at', '<', before)]))
    .where((eb) => eb.not(eb.exists(unfinishedCharge(eb, before))))
    .where((eb) => eb.not(eb.exists(unfinishedRefund(eb, before))))
}

function unfinishedCharge(eb: ExpressionBuilder<Tables, 'orders'>, before: number) {
  return eb
    .selectFrom('charges')
    .select('charges.charge_id')
    .whereRef('charges.order_id', '=', 'orders.order_id')
    .where((is) =>
      is.or([
        is('charges.next_check_at', 'is not', null),
        is('charges.refund_under_way', 'is not', null),
        is('charges.status', 'in', ['creating', 'live']),
        is('charges.created_at', '>=', before),
        is('charges.paid_at', '>=', before),
      ]),
    )
}

function unfinishedRefund(eb: ExpressionBuilder<Tables, 'orders'>, before: number) {
  return eb
    .selectFrom('refunds')
    .select('refunds.refund_id')
    .whereRef('refunds.order_id', '=', 'orders.order_id')
    .where((is) =>
      is.or([
        is('refunds.next_try_at', 'is not', null),
        is('refunds.status', 'not in', ['succeeded', 'failed']),
        is('refunds.created_at', '>=', before),
        is('refunds.succeeded_at', '>=', before),
      ]),
    )
}

function incident(eb: ExpressionBuilder<Tables, 'orders'>) {
  return eb
    .selectFrom('incidents')
    .select('incidents.incident_key')
    .whereRef('incidents.order_id', '=', 'orders.order_id')
}
