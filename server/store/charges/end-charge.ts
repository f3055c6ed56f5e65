import type { Transaction, Kysely } from 'kysely'
import type { ChargeVerbs } from '../../payments/core/charge-repository'
import { allowedFrom, chargeTransitions } from '../../payments/core/transitions'
import { recordIncident, type NotifyingTransaction } from '../outbox/with-notifications'
import { decisionColumns } from '../rows/decision-columns'
import { failureColumns } from '../rows/failure-columns'
import type { Tables } from '../schema/tables'

type End = Parameters<ChargeVerbs['endCharge']>[2]

/** Stores the incident in the same commit. */
export async function endWithIncident(
  transaction: Transaction<Tables>,
  told: NotifyingTransaction,
  chargeId: string,
  to: Parameters<ChargeVerbs['endCharge']>[1],
  end: End,
): Promise<boolean> {
  const { incident } = end
  await told.holdOrder(incident?.orderId ?? null)
  const ended = await endCharge(transaction, chargeId, to, end)
  if (ended && incident) await recordIncident(transaction, told, incident)
  return ended
}

export async function endCharge(
  db: Kysely<Tables>,
  chargeId: string,
  to: Parameters<ChargeVerbs['endCharge']>[1],
  { failure, nextCheckAt, decision }: End,
): Promise<boolean> {
  const updated = await db
    .updateTable('charges')
    .set((eb) => ({
      status: to,
      ...failureColumns(failure),
      create_request: null,
      ...decisionColumns(decision),
      // Its event may have named the gateway's id before: then it stays due.
      next_check_at:
        to === 'lost'
          ? eb
              .case()
              .when('gateway_id', 'is', null)
              .then(nextCheckAt)
              .else(eb.ref('next_check_at'))
              .end()
          : nextCheckAt,
    }))
    .where('charge_id', '=', chargeId)
    .where('status', 'in', allowedFrom(chargeTransitions, to))
    .returning('charge_id')
    .executeTakeFirst()
  return updated !== undefined
}
