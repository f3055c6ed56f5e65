import {
  queryCharge,
  type KnownCharge,
  type QueryDeps,
  type QueryResult,
} from '../reports/query-charge'
import type { CloseOutcome } from '../core/gateway-calls'
import { chargeLogFields } from '../core/log-fields'
import type { ChargeRecord } from '../core/records'
import { checkAfterEnd } from '../schedules/charge-check-schedule'

/**
 * `ended`: provably no longer payable. `paid`: its money came. `not_closed`: still payable. `unknown`: the
 * gateway closed it, or may have, but did not say how it ended.
 */
export type ReplaceOutcome = 'ended' | 'paid' | 'not_closed' | 'unknown'

/**
 * Ends a live charge: query, close, query. The second query decides, whatever the close answered: the payer
 * may have paid between the first query and the close.
 */
export async function replaceCharge(
  deps: QueryDeps,
  charge: ChargeRecord,
): Promise<ReplaceOutcome> {
  const { gatewayId } = charge
  if (!gatewayId) return 'unknown'
  const known = { ...charge, gatewayId }
  const before = endOf(await queryCharge(deps, known))
  if (before) return before

  const gateway = deps.gateways[charge.gateway]
  const closing = await gateway.closeCharge(gatewayId)
  if (gateway.capabilities.closeObservable) return seenClosed(deps, known, closing)
  const after = await queryCharge(deps, known)
  const end = endOf(after)
  if (end) return end
  if (closing.outcome !== 'closed' && closing.outcome !== 'final')
    return notClosed(deps, charge, closing)
  if (after !== 'processing') return 'unknown'
  if (closing.outcome === 'final' && !(await hasBeenFinal(deps, charge))) return 'unknown'
  return endClosed(deps, charge)
}

async function endClosed(deps: QueryDeps, charge: ChargeRecord): Promise<'ended'> {
  const nextCheckAt = checkAfterEnd(charge, deps.clock.now())
  const { chargeId, failure } = charge
  const decision = { by: 'close' as const, sha256: null, at: deps.clock.now() }
  if (await deps.repository.endCharge(chargeId, 'closed', { failure, nextCheckAt, decision })) {
    deps.log.info({ ...chargeLogFields(charge), status: 'closed' }, 'charge ended')
  }
  deps.changed(charge.orderId)
  return 'ended'
}

/** In ms: an accepted close may become visible a moment later. */
const looksAfterClose = [0, 400, 1_200]

/**
 * Where a close can be observed, nothing else counts: the gateway accepts any close. A charge whose create
 * answer was lost, and which is unknown after its number was closed, was never made: closing uses up the
 * number.
 */
async function seenClosed(
  deps: QueryDeps,
  charge: KnownCharge,
  closing: CloseOutcome,
): Promise<ReplaceOutcome> {
  let after: QueryResult = 'no_answer'
  for (const pause of looksAfterClose) {
    if (pause > 0) await deps.clock.sleep(pause)
    after = await queryCharge(deps, charge)
    const end = endOf(after)
    if (end) return end
    if (closing.outcome !== 'closed' || after !== 'processing') break
  }
  const neverMade = charge.status === 'lost' && closing.outcome === 'closed'
  if (neverMade && after === 'denied') return endClosed(deps, charge)
  return after === 'processing' ? notClosed(deps, charge, closing) : 'unknown'
}

/** In ms: longer than the gateway's answers lag behind a payment, and than our clocks differ. */
const finalStands = 6 * 60_000

/**
 * Final at the gateway, which still reports it as under way. Either a payment that does not show yet, or a
 * charge closed by a call whose answer was lost, at a gateway where closed is not a state. Waiting tells them
 * apart.
 */
async function hasBeenFinal(deps: QueryDeps, { chargeId }: ChargeRecord): Promise<boolean> {
  const now = deps.clock.now()
  return now - (await deps.repository.noteFinal(chargeId, now)) >= finalStands
}

const ends: ReadonlySet<QueryResult> = new Set(['failed', 'closed', 'denied_for_good'])

function endOf(asked: QueryResult): 'paid' | 'ended' | null {
  if (asked === 'succeeded') return 'paid'
  return ends.has(asked) ? 'ended' : null
}

function notClosed(deps: QueryDeps, charge: ChargeRecord, closing: CloseOutcome): ReplaceOutcome {
  deps.log.info({ ...chargeLogFields(charge), closing }, 'the charge could not be closed')
  return 'not_closed'
}
