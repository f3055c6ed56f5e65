import type { PaymentDeps } from './deps'
import type { GatewayCharge } from './gateway'
import type { ChargeRecord, IncidentKind } from './records'

export type Settled = 'unknown_charge' | 'mismatch' | 'processing' | 'succeeded' | 'failed'

type SettleDeps = Pick<PaymentDeps, 'ledger' | 'terms' | 'log' | 'changed' | 'clock'>

/**
 * The only way to a final status. Takes a charge as the gateway vouched for it (a verified answer or
 * notification, never a browser's word), compares it with what we hold, and moves our charge and its
 * order forward. Idempotent: late, repeated and reordered words change nothing that was settled.
 *
 * @param askedAt Unix ms at which the answer was asked for: what it says is true from then on at least
 */
export async function settle(
  deps: SettleDeps,
  report: GatewayCharge,
  askedAt: number,
): Promise<Settled> {
  const charge = await deps.ledger.chargeById(report.chargeNumber)
  if (!charge) return strangersCharge(deps, report)

  const contradictions = contradictionsOf(charge, report, deps.terms.app)
  if (contradictions.length > 0) return mismatch(deps, charge, report, contradictions)

  await deps.ledger.noteChecked(charge.chargeId, askedAt, report.gatewayId)
  if (report.status === 'processing') return 'processing'
  await (report.status === 'succeeded'
    ? succeed(deps, charge, report)
    : deps.ledger.endCharge(charge.chargeId, ['creating', 'lost', 'live'], 'failed', {
        failure: report.failure,
        nextCheckAt: null,
      }))
  deps.changed(charge.orderId)
  return report.status
}

/** What the report and our own row say differently; a signed word proves origin, not relevance. */
export function contradictionsOf(
  charge: ChargeRecord,
  report: GatewayCharge,
  app: string,
): string[] {
  const pairs: [string, unknown, unknown][] = [
    ['charge number', charge.chargeId, report.chargeNumber],
    ['app', app, report.app],
    ['amount', charge.amount, report.amount],
    ['currency', charge.currency, report.currency],
    // Only what the create answer said can be compared; a lost answer said nothing.
    ['charge id', charge.gatewayId ?? report.gatewayId, report.gatewayId],
    ['livemode', charge.livemode ?? report.livemode, report.livemode ?? charge.livemode],
  ]
  return pairs
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([name, ours, theirs]) => `${name}: ours ${String(ours)}, gateway ${String(theirs)}`)
}

async function succeed(
  deps: SettleDeps,
  charge: ChargeRecord,
  report: GatewayCharge,
): Promise<void> {
  const outcome = await deps.ledger.recordSuccess(charge.chargeId, {
    paidAt: report.paidAt ?? deps.clock.now(),
    transactionNo: report.transactionNo,
    gatewayId: report.gatewayId,
  })
  const { orderId, chargeId } = charge
  if (outcome === 'paid') deps.log.info({ orderId, chargeId }, 'order paid')
  if (outcome === 'second') await incident(deps, 'double_success', charge, 'paid a second time')
  if (outcome === 'late') await incident(deps, 'late_payment', charge, 'paid after it was closed')
}

async function strangersCharge(deps: SettleDeps, report: GatewayCharge): Promise<Settled> {
  if (report.status === 'succeeded') {
    await deps.ledger.addIncident({
      key: `mismatch:${report.gatewayId}`,
      orderId: null,
      chargeId: null,
      kind: 'mismatch',
      at: deps.clock.now(),
      detail: `a success for charge ${report.gatewayId}, which is not ours`,
    })
  }
  deps.log.warn({ gatewayId: report.gatewayId, status: report.status }, 'not our charge')
  return 'unknown_charge'
}

async function mismatch(
  deps: SettleDeps,
  charge: ChargeRecord,
  report: GatewayCharge,
  contradictions: string[],
): Promise<Settled> {
  await incident(deps, 'mismatch', charge, `${report.status}; ${contradictions.join('; ')}`)
  return 'mismatch'
}

async function incident(
  deps: SettleDeps,
  kind: IncidentKind,
  charge: ChargeRecord,
  detail: string,
): Promise<void> {
  const { orderId, chargeId } = charge
  const key = kind === 'mismatch' ? `${kind}:${chargeId}:${detail}` : `${kind}:${chargeId}`
  await deps.ledger.addIncident({ key, orderId, chargeId, kind, at: deps.clock.now(), detail })
  deps.log.error({ orderId, chargeId, kind, detail }, 'incident')
}
