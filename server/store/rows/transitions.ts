/** The tables of `payments/core/transitions.ts` as SQL conditions. */
import { sql, type ExpressionBuilder, type ExpressionWrapper, type SqlBool } from 'kysely'
import { orderTransitions, allowedFrom, type OrderStage } from '../../payments/core/transitions'
import type { Tables } from '../schema/tables'
import type { OrdersTable } from '../schema/payment-tables'

const stages = {
  open: { state: 'open', closed_by: null },
  expired: { state: 'closed', closed_by: 'expiry' },
  closed: { state: 'closed', closed_by: 'merchant' },
  paid: { state: 'paid', closed_by: null },
  refunded: { state: 'refunded', closed_by: null },
} as const satisfies Record<OrderStage, Pick<OrdersTable, 'state' | 'closed_by'>>

/** How a stage is stored. */
export function columnsOf(stage: OrderStage): Pick<OrdersTable, 'state' | 'closed_by'> {
  return stages[stage]
}

/**
 * Orders that may change to `stage`. Literals, not parameters: a database that plans before it knows the
 * parameters could not use the partial index of open orders.
 */
export function mayBecome(stage: OrderStage) {
  return (eb: ExpressionBuilder<Tables, 'orders'>): ExpressionWrapper<Tables, 'orders', SqlBool> =>
    eb.or(
      allowedFrom(orderTransitions, stage).map((from) => {
        const { state, closed_by: closedBy } = stages[from]
        const there = eb('orders.state', '=', sql.lit(state))
        return closedBy === null ? there : eb.and([there, eb('orders.closed_by', '=', closedBy)])
      }),
    )
}
