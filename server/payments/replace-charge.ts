import { ask, type AskDeps, type Asked } from './ask'
import type { CloseOutcome } from './gateway'
import type { ChargeRecord } from './records'
import { watchAfterEnd } from './schedule'

/**
 * `ended`: provably not payable any more. `paid`: its money came. `not_closed`: still payable.
 * `unknown`: the gateway closed it or might have, but did not say how it ended.
 */
export type Replaced = 'ended' | 'paid' | 'not_closed' | 'unknown'

/**
 * Takes a live charge out of the way: query; close; query. The second query is what counts, whatever
 * closing said: the payer may have paid between the first one and the close.
 */
export async function replaceCharge(deps: AskDeps, charge: ChargeRecord): Promise<Replaced> {
  const { gatewayId } = charge
  if (!gatewayId) return 'unknown'
  const before = endOf(await ask(deps, gatewayId))
  if (before) return before

  const closing = await deps.gateway.closeCharge(gatewayId)
  const after = await ask(deps, gatewayId)
  const end = endOf(after)
  if (end) return end
  if (closing.outcome !== 'closed')
    return closing.outcome === 'final' ? 'unknown' : notClosed(deps, charge, closing)
  if (after !== 'processing') return 'unknown'
  const nextCheckAt = watchAfterEnd(charge, deps.clock.now())
  await deps.ledger.endCharge(charge.chargeId, 'closed', { failure: null, nextCheckAt })
  deps.changed(charge.orderId)
  return 'ended'
}

function endOf(asked: Asked): 'paid' | 'ended' | null {
  if (asked === 'succeeded') return 'paid'
  return asked === 'failed' ? 'ended' : null
}

function notClosed(deps: AskDeps, charge: ChargeRecord, closing: CloseOutcome): Replaced {
  deps.log.info({ chargeId: charge.chargeId, closing }, 'the charge could not be closed')
  return 'not_closed'
}
