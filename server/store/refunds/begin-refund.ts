import { sql, type Transaction, type Selectable } from 'kysely'
import type { RefundVerbs } from '../../payments/core/refund-repository'
import { idempotencyClaim, keepIdempotencyClaim } from '../rows/idempotency'
import { rowOfRefund } from '../rows/refund-rows'
import type { ChargesTable } from '../schema/payment-tables'
import type { Tables } from '../schema/tables'
import { holdCharge } from './end-refund'

/**
 * fen refunded of a charge, and fen being refunded.
 * @param charge locked
 */
async function takenOf(
  transaction: Transaction<Tables>,
  charge: Selectable<ChargesTable>,
): Promise<number> {
  const { taken } = await transaction
    .selectFrom('refunds')
    .select(sql<number>`cast(coalesce(sum(amount), 0) as bigint)`.as('taken'))
    .where('charge_id', '=', charge.charge_id)
    .where('status', '<>', 'failed')
    .executeTakeFirstOrThrow()
  return taken
}

export async function beginRefund(
  transaction: Transaction<Tables>,
  ...[refund, claim, atATime]: Parameters<RefundVerbs['beginRefund']>
): ReturnType<RefundVerbs['beginRefund']> {
  const charge = await holdCharge(transaction, refund.chargeId)
  const known = await idempotencyClaim(transaction, claim.owner, claim.key)
  if (known) return { known }
  if (atATime === 'one' && charge.refund_under_way !== null) return 'refund_in_progress'
  const taken = atATime === 'one' ? charge.refunded : await takenOf(transaction, charge)
  const left = charge.status === 'succeeded' ? charge.amount - taken : 0
  if (refund.amount < 1 || refund.amount > left) return 'exceeds'
  if (!(await keepIdempotencyClaim(transaction, claim))) {
    // The same key at the same instant for another charge: this request has to read again.
    const winner = await idempotencyClaim(transaction, claim.owner, claim.key)
    return winner ? { known: winner } : 'refund_in_progress'
  }
  await transaction.insertInto('refunds').values(rowOfRefund(refund)).execute()
  await transaction
    .updateTable('charges')
    .set({ refund_under_way: refund.refundId })
    .where('charge_id', '=', refund.chargeId)
    .execute()
  return 'begun'
}
