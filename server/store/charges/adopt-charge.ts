import { sql, type Transaction } from 'kysely'
import type { ChargeVerbs } from '../../payments/core/charge-repository'
import type { NotifyingTransaction } from '../outbox/with-notifications'
import { flag, rowOfNewCharge } from '../rows/charge-rows'
import { rowOfRefund } from '../rows/refund-rows'
import type { Tables } from '../schema/tables'

type Adopted = Parameters<ChargeVerbs['adoptCharge']>

/** See the port. Locks the order before the charge, as everywhere. */
export async function adoptCharge(
  transaction: Transaction<Tables>,
  { holdOrder }: NotifyingTransaction,
  [charge, nextCheckAt, refund]: Adopted,
): Promise<boolean> {
  await holdOrder(charge.orderId)
  const row = {
    ...rowOfNewCharge(charge, nextCheckAt),
    livemode: flag(charge.livemode),
    paid_at: charge.paidAt,
    transaction_no: charge.transactionNo,
    refund_under_way: refund?.refundId ?? null,
    ...(refund && { next_check_at: null }),
  }
  const inserted = await transaction
    .insertInto('charges')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('charge_id')
    .executeTakeFirst()
  if (!inserted) return false
  if (!refund) return true
  await transaction.insertInto('refunds').values(rowOfRefund(refund)).execute()
  await holdForTheRest(transaction, charge.orderId)
  return true
}

/** One payment was decided about: the order stays held if there is another undecided one. */
async function holdForTheRest(transaction: Transaction<Tables>, orderId: string): Promise<void> {
  const rest = transaction
    .selectFrom('incidents')
    .select('incidents.charge_id')
    .where('incidents.order_id', '=', orderId)
    .where('incidents.kind', '=', 'unknown_payment')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('charges')
            .select(sql.lit(1).as('one'))
            .whereRef('charges.charge_id', '=', 'incidents.charge_id'),
        ),
      ),
    )
    .limit(1)
  await transaction
    .updateTable('orders')
    .set({ unknown_payment: rest })
    .where('order_id', '=', orderId)
    .execute()
}
