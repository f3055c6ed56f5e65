import { queryCharge, type QueryDeps, type QueryResult } from '../reports/query-charge'
import type { CloseOutcome } from '../core/gateway'
import type { ChargeRecord } from '../core/records'
import { watchAfterEnd } from '../reports/charge-check-schedule'

/**
 * `ended`: provably not payable any more. `paid`: its money came. `not_closed`: still payable.
 * `unknown`: the gateway closed it or might have, but did not say how it ended.
 */
export type ReplaceOutcome = 'ended' | 'paid' | 'not_closed' | 'unknown'

/**
 * Takes a live charge out of the way: query; close; query. The second query is what counts, whatever
 * closing said: the payer may have paid between the first one and the close.
 */
export async function replaceCharge(
  deps: QueryDeps,
  charge: ChargeRecord,
): Promise<ReplaceOutcome> {
  const { gatewayId } = charge
  if (!gatewayId) return 'unknown'
  const before = endOf(await queryCharge(deps, gatewayId))
  if (before) return before

  const closing = await deps.gateway.closeCharge(gatewayId)
  const after = await queryCharge(deps, gatewayId)
  const end = endOf(after)
  if (end) return end
  if (closing.outcome !== 'closed' && closing.outcome !== 'final')
    return notClosed(deps, charge, closing)
  if (after !== 'processing') return 'unknown'
  if (closing.outcome === 'final' && !(await hasBeenFinal(deps, charge))) return 'unknown'
  const nextCheckAt = watchAfterEnd(charge, deps.clock.now())
  await deps.repository.endCharge(charge.chargeId, 'closed', { failure: null, nextCheckAt })
  deps.changed(charge.orderId)
  return 'ended'
}

/** In ms: longer than the gateway's answers lag behind a payment, and than the clocks here are apart. */
const finalStands = 6 * 60_000

/**
 * Final at the gateway, which goes on saying that it is under way: a payment that does not show yet, or a
 * charge that was closed by a call whose answer was lost, where closing is no state of its own. Time tells.
 */
async function hasBeenFinal(deps: QueryDeps, { chargeId }: ChargeRecord): Promise<boolean> {
  const now = deps.clock.now()
  return now - (await deps.repository.noteFinal(chargeId, now)) >= finalStands
}

function endOf(asked: QueryResult): 'paid' | 'ended' | null {
  if (asked === 'succeeded') return 'paid'
  return asked === 'failed' || asked === 'denied_for_good' ? 'ended' : null
}

function notClosed(deps: QueryDeps, charge: ChargeRecord, closing: CloseOutcome): ReplaceOutcome {
  deps.log.info({ chargeId: charge.chargeId, closing }, 'the charge could not be closed')
  return 'not_closed'
}
