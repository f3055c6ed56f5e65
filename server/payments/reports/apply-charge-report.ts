import { createHash } from 'node:crypto'
import type { IncidentKind } from '../../contract/merchant-orders'
import type { PaymentDeps } from '../core/deps'
import type { GatewayCharge } from '../core/gateway-reports'
import type { Decision } from '../core/decision'
import type { Source } from '../core/payment-metrics'
import { applyRefundReports } from './apply-refund-report'
import { isChargeId } from '../core/charge-number'
import { chargeLogFields } from '../core/log-fields'
import type { ChargeRecord } from '../core/records'
import { checkAfterEnd } from '../schedules/charge-check-schedule'
import { automaticRefunds } from './automatic-refund'

export type AppliedReport = 'unknown_charge' | 'mismatch' | GatewayCharge['status']

export type ChargeReportDeps = Pick<
  PaymentDeps,
  'repository' | 'gateways' | 'log' | 'changed' | 'clock' | 'random' | 'metrics'
>

/**
 * The only way to a final status. Takes a charge as reported by the gateway (a verified answer or webhook,
 * never the browser), compares it with our records, and moves our charge and its order forward. Idempotent:
 * late, repeated and reordered reports change nothing that was applied.
 * @param askedAt Unix ms at which the answer was requested: the report is at least as recent
 * @param source how it came in; it decides nothing
 * @param known our charge, where the caller has just read it
 */
export async function applyChargeReport(
  deps: ChargeReportDeps,
  report: GatewayCharge,
  askedAt: number,
  source: Source = 'query',
  known: ChargeRecord | null = null,
): Promise<AppliedReport> {
  const isRead = known?.chargeId === report.chargeNumber
  const charge = isRead ? known : await deps.repository.chargeById(report.chargeNumber)
  if (!charge) return strangersCharge(deps, report)

  const contradictions = contradictionsOf(deps, charge, report)
  if (contradictions.length > 0) return mismatch(deps, charge, report, contradictions)
  const applied = await moveForward(deps, charge, report, askedAt, source)
  if (applied === 'mismatch') return applied
  // After the change: «asked since, and nothing was paid» must not be readable before the money is.
  if (applied !== 'succeeded') await deps.repository.noteChecked(charge.chargeId, askedAt, report)
  if (applied !== 'processing') deps.changed(charge.orderId)
  return applied
}

/**
 * Where the report and our row contradict each other; a signature proves origin, not relevance. The account
 * is the one the charge was made under, whichever is configured today.
 */
export function contradictionsOf(
  { gateways }: Pick<PaymentDeps, 'gateways'>,
  charge: ChargeRecord,
  report: GatewayCharge,
): string[] {
  const pairs: [string, unknown, unknown][] = [
    ['charge number', charge.chargeId, report.chargeNumber],
    ['app', charge.account ?? gateways[charge.gateway].account, report.app],
    ['official account', charge.appId ?? report.appId, report.appId ?? charge.appId],
    ['amount', charge.amount, report.amount ?? charge.amount],
    ['currency', charge.currency, report.currency],
    // Only what the create answer said can be compared; a lost answer said nothing.
    ['charge id', charge.gatewayId ?? report.gatewayId, report.gatewayId],
    ['livemode', charge.livemode ?? report.livemode, report.livemode],
  ]
  return pairs
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([name, ours, theirs]) => `${name}: ours ${String(ours)}, gateway ${String(theirs)}`)
}

async function moveForward(
  deps: ChargeReportDeps,
  charge: ChargeRecord,
  report: GatewayCharge,
  askedAt: number,
  source: Source,
): Promise<AppliedReport> {
  if (report.status === 'succeeded') return succeed(deps, charge, report, askedAt, source)
  if (report.status === 'failed' || report.status === 'closed') {
    const known = { ...charge, gatewayId: report.gatewayId }
    const nextCheckAt = checkAfterEnd(known, deps.clock.now())
    const { status, failure } = report
    const decision = decided(deps, report, source)
    const end = { failure, nextCheckAt, decision }
    if (await deps.repository.endCharge(charge.chargeId, status, end)) {
      deps.log.info({ ...chargeLogFields(known), status, failure }, 'charge ended')
      deps.metrics.confirmed(charge, status, source)
    }
  }
  return report.status
}

async function succeed(
  deps: ChargeReportDeps,
  charge: ChargeRecord,
  report: GatewayCharge,
  askedAt: number,
  source: Source,
): Promise<AppliedReport> {
  const now = deps.clock.now()
  const { gatewayId, livemode, transactionNo } = report
  const outcome = await deps.repository.recordSuccess(
    charge.chargeId,
    {
      paidAt: report.paidAt ?? now,
      transactionNo,
      gatewayId,
      livemode,
      now,
      askedAt,
      decision: decided(deps, report, source),
    },
    automaticRefunds(charge, now, deps.random),
  )
  const names = chargeLogFields({ ...charge, gatewayId })
  if (outcome === 'another_id') {
    return mismatch(deps, charge, report, ['charge id: another one was learned meanwhile'])
  }
  if (outcome === 'again') await deps.repository.noteChecked(charge.chargeId, askedAt, report)
  else deps.metrics.confirmed(charge, outcome, source)
  if (outcome === 'paid') deps.log.info(names, 'order paid')
  if (outcome === 'second' || outcome === 'late') {
    deps.log.error({ ...names, outcome }, 'the order cannot take this payment: it is refunded')
  }
  await applyRefundReports(deps, charge, report)
  return 'succeeded'
}

function decided(
  { clock }: Pick<ChargeReportDeps, 'clock'>,
  { sha256 }: GatewayCharge,
  by: Source,
): Decision {
  return { by, sha256: sha256 ?? null, at: clock.now() }
}

/** One that was archived as succeeded is nothing new, even if it was refunded since. */
async function strangersCharge(
  deps: ChargeReportDeps,
  report: GatewayCharge,
): Promise<AppliedReport> {
  const { gatewayId, chargeNumber, status } = report
  const archived = await deps.repository.archivedCharge(chargeNumber)
  const mayBeOurs = !archived && isChargeId(chargeNumber)
  if (status === 'succeeded' && mayBeOurs && report.orderNo !== undefined) {
    await unknownPayment(deps, report, report.orderNo)
  } else if (status === 'succeeded' && archived?.status !== 'succeeded') {
    await deps.repository.addIncident({
      key: `mismatch:${gatewayId}`,
      orderId: archived?.orderId ?? null,
      chargeId: archived ? chargeNumber : null,
      kind: 'mismatch',
      at: deps.clock.now(),
      detail: archived
        ? `a success for charge ${gatewayId}, which was archived as ${archived.status}`
        : `a success for charge ${gatewayId}, which is not ours`,
    })
  }
  const what = archived ? 'a word about an archived charge' : 'not our charge'
  deps.log.warn({ gatewayId, status, orderId: archived?.orderId }, what)
  return 'unknown_charge'
}

/**
 * Its number has our form and it carries our attached data, but it is not recorded: after a restored backup
 * it may be ours. It changes nothing by itself, but its order cannot be charged until a person has decided.
 */
async function unknownPayment(
  deps: ChargeReportDeps,
  { gatewayId, chargeNumber, amount }: GatewayCharge,
  orderNo: string,
): Promise<void> {
  const order = await deps.repository.orderByNo(orderNo)
  const kind: IncidentKind = 'unknown_payment'
  const which = order ? `order ${orderNo}` : `an order ${orderNo} that is not here`
  await deps.repository.addIncident({
    key: `${kind}:${gatewayId}`,
    orderId: order?.orderId ?? null,
    chargeId: chargeNumber,
    kind,
    at: deps.clock.now(),
    orderNo,
    detail: `${gatewayId} was paid (${amount ?? 0} fen) for ${which}, and is in no book: npm run adopt -- ${gatewayId}`,
  })
  deps.log.error({ gatewayId, orderNo, orderId: order?.orderId, kind }, 'incident')
  if (order) deps.changed(order.orderId)
}

async function mismatch(
  deps: ChargeReportDeps,
  charge: ChargeRecord,
  report: GatewayCharge,
  contradictions: string[],
): Promise<AppliedReport> {
  const { orderId, chargeId } = charge
  const kind: IncidentKind = 'mismatch'
  const said = `${report.status}; ${contradictions.join('; ')}`
  // Others may write this at any length, so it is bounded: databases limit the length of an index key.
  const key = `${kind}:${chargeId}:${createHash('sha256').update(said).digest('hex')}`
  const detail = said.slice(0, 1_000)
  await deps.repository.addIncident({ key, orderId, chargeId, kind, at: deps.clock.now(), detail })
  deps.log.error({ ...chargeLogFields(charge), kind, detail }, 'incident')
  return kind
}
