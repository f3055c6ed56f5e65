import type { Kysely, Transaction } from 'kysely'
import type { Ledger } from '../payments/ledger'
import type { Tables } from './tables'

type Success = Parameters<Ledger['recordSuccess']>[1]
type Recorded = Awaited<ReturnType<Ledger['recordSuccess']>>

/** See the port. Charge and order move in one transaction, so a crash never leaves one without the other. */
export function recordSuccess(
  db: Kysely<Tables>,
  chargeId: string,
  success: Success,
): Promise<Recorded> {
  return db.transaction().execute((transaction) => record(transaction, chargeId, success))
}

async function record(
  transaction: Transaction<Tables>,
  chargeId: string,
  { paidAt, transactionNo, gatewayId }: Success,
): Promise<Recorded> {
  const charge = await transaction
    .updateTable('charges')
    .set((eb) => ({
      status: 'succeeded',
      paid_at: paidAt,
      transaction_no: transactionNo,
      gateway_id: eb.fn.coalesce('gateway_id', eb.val(gatewayId)),
      failure_code: null,
      failure_message: null,
      next_check_at: null,
    }))
    .where('charge_id', '=', chargeId)
    .where('status', '!=', 'succeeded')
    .returning('order_id')
    .executeTakeFirst()
  if (!charge) return 'again'
  const order = await transaction
    .updateTable('orders')
    .set({ state: 'paid', closed_by: null, paid_at: paidAt, paid_charge_id: chargeId })
    .where('order_id', '=', charge.order_id)
    // An order that merely ran out of time honours late money; one that the merchant closed does not.
    .where((eb) =>
      eb.or([
        eb('state', '=', 'open'),
        eb.and([eb('state', '=', 'closed'), eb('closed_by', '=', 'expiry')]),
      ]),
    )
    .returning('order_id')
    .executeTakeFirst()
  if (order) return 'paid'
  const { state } = await transaction
    .selectFrom('orders')
    .select('state')
    .where('order_id', '=', charge.order_id)
    .executeTakeFirstOrThrow()
  return state === 'closed' ? 'late' : 'second'
}
