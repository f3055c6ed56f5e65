import type { PaymentDeps } from '../core/deps'
import { isDenied } from './denials'
import type { GatewayFailure } from '../core/gateway-reports'
import { chargeLogFields } from '../core/log-fields'
import type { ChargeRecord } from '../core/records'
import { isSurelyOver, checkAfterEnd } from './charge-check-schedule'

/** `denied_for_good`: it has ended without money, by this denial or before it. */
export type Denied = 'denied' | 'denied_for_good'

/**
 * Counts that the gateway does not know a charge which it had made. While its time lasts its payer may hold
 * the sheet and pay all the same, so it stays live. Once its time is surely over nobody can pay it any more, and
 * where the gateway goes on denying it, it ends as if it had been closed: the payer can pay again, the
 * merchant can close. What was paid in time and is told of late is taken or goes back as any late money.
 */
export async function noteDenied(
  deps: Pick<PaymentDeps, 'repository' | 'clock' | 'log' | 'changed' | 'gateways'>,
  gatewayId: string,
  failure: GatewayFailure,
): Promise<Denied> {
  const now = deps.clock.now()
  const charge = await deps.repository.noteDenied(gatewayId, now)
  if (!charge) return 'denied'
  // To another account than its own it is denied, whatever has become of it.
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
