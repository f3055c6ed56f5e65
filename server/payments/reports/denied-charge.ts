import type { PaymentDeps } from '../core/deps'
import { isDenied } from '../schedules/denials'
import type { GatewayFailure } from '../core/gateway-reports'
import { chargeLogFields } from '../core/log-fields'
import type { ChargeRecord } from '../core/records'
import { isSurelyOver, checkAfterEnd } from '../schedules/charge-check-schedule'

/** `denied_for_good`: it has ended without money, now or before. */
export type Denied = 'denied' | 'denied_for_good'

/**
 * Counts that the gateway does not find a charge that it had made. Until it expires its payer may hold the
 * sheet and still pay, so it stays live. Once it has surely expired nobody can pay it any more; if the
 * gateway still does not find it, it ends as if closed: the payer can pay again, the merchant can close the
 * order. A payment made in time but reported later is taken or refunded like any late money.
 */
export async function noteDenied(
  deps: Pick<PaymentDeps, 'repository' | 'clock' | 'log' | 'changed' | 'gateways'>,
  gatewayId: string,
  failure: GatewayFailure,
): Promise<Denied> {
  const now = deps.clock.now()
  const charge = await deps.repository.noteDenied(gatewayId, now)
  if (!charge) return 'denied'
  // Another account's charge is never found, whatever became of it.
  if (charge.account !== null && charge.account !== deps.gateways[charge.gateway].account)
    return 'denied'
  if (charge.status === 'closed' || charge.status === 'failed') return 'denied_for_good'
  if (!isSurelyOver(charge, now) || !isDenied(charge, 'charge', now)) return 'denied'
  await end(deps, charge, failure, now)
  return 'denied_for_good'
}

async function end(
  deps: Pick<PaymentDeps, 'repository' | 'log' | 'changed'>,
  charge: ChargeRecord,
  failure: GatewayFailure,
  now: number,
): Promise<void> {
  const { orderId, chargeId, denials, deniedSince } = charge
  const since = new Date(deniedSince ?? now).toISOString()
  const incident = {
    key: `charge_denied:${chargeId}`,
    orderId,
    chargeId,
    kind: 'charge_denied' as const,
    at: now,
    detail:
      `The gateway had made charge ${charge.gatewayId ?? ''} and has said ${denials} times since ${since} ` +
      `that it knows no such charge (${failure.code}). Its time is over: it counts as closed.`,
  }
  const nextCheckAt = checkAfterEnd(charge, now)
  const decision = { by: 'denials' as const, sha256: null, at: now }
  const end_ = { failure, nextCheckAt, incident, decision }
  if (!(await deps.repository.endCharge(chargeId, 'closed', end_))) return
  deps.log.info({ ...chargeLogFields(charge), status: 'closed' }, 'charge ended')
  deps.log.error({ ...chargeLogFields(charge), kind: incident.kind, failure }, 'incident')
  deps.changed(orderId)
}
