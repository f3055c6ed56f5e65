import type { GatewayCharge, GatewayRefund } from '../core/gateway-reports'
import { unsentRefund, type ChargeRecord, type RefundRecord } from '../core/records'
import { wouldBeListed } from '../schedules/refund-schedule'
import { applyToRefund, type RefundReportDeps } from './apply-to-refund'

/**
 * Applies what a verified report says of a charge's refunds: those that we sent, and those made in the
 * gateway's console.
 */
export async function applyRefundReports(
  deps: RefundReportDeps,
  charge: ChargeRecord,
  report: GatewayCharge,
): Promise<void> {
  // Refunds with our id first: then no other is taken for one of them.
  for (const reported of [...report.refunds].sort(namedFirst))
    await applyRefundReport(deps, charge, reported)
}

function namedFirst(a: GatewayRefund, b: GatewayRefund): number {
  return Number(a.refundId === null) - Number(b.refundId === null)
}

/**
 * Applies one refund of a charge: ours, or one made elsewhere.
 * @returns whether it was applied; where it is not yet clear whose it is, a later look decides
 */
export async function applyRefundReport(
  deps: RefundReportDeps,
  charge: ChargeRecord,
  reported: GatewayRefund,
): Promise<boolean> {
  const ours = await findOurs(deps, charge, reported)
  if (ours === 'not_sure_yet') return false
  if (ours) await applyToRefund(deps, ours, reported)
  else await addForeignRefund(deps, charge, reported)
  return true
}

async function findOurs(
  deps: RefundReportDeps,
  charge: ChargeRecord,
  reported: GatewayRefund,
): Promise<RefundRecord | 'not_sure_yet' | null> {
  const known = await deps.repository.refundByGatewayId(reported.gatewayId)
  if (known) return known
  if (reported.refundId === null) return findUnnamed(deps, charge, reported)
  const named = await deps.repository.refundById(reported.refundId)
  // A row belongs to one refund at the gateway: a second one under its id was made elsewhere.
  const free = named?.chargeId === charge.chargeId && named.gatewayId === null
  return free ? named : null
}

/**
 * A refund without our id was made elsewhere, unless it may be one that we are looking for: better a refund
 * too few, which the merchant sees, than one too many. But lists lag: one made by hand just before ours is
 * shown first, and ours soon after with its id.
 */
async function findUnnamed(
  deps: RefundReportDeps,
  charge: ChargeRecord,
  reported: GatewayRefund,
): Promise<RefundRecord | 'not_sure_yet' | null> {
  if (charge.refundUnderWay === null) return null
  const underWay = await deps.repository.refundById(charge.refundUnderWay)
  if (!underWay || !isLookedFor(underWay) || underWay.amount !== reported.amount) return null
  return wouldBeListed(underWay, deps.clock.now()) ? underWay : 'not_sure_yet'
}

/** One that waits to be sent again because it was not found may turn up as well. */
function isLookedFor({ status, sentAt, gatewayId }: RefundRecord): boolean {
  return gatewayId === null && sentAt !== null && (status === 'sending' || status === 'wanted')
}

async function addForeignRefund(
  deps: RefundReportDeps,
  charge: ChargeRecord,
  reported: GatewayRefund,
): Promise<void> {
  const now = deps.clock.now()
  const foreign: RefundRecord = {
    ...unsentRefund,
    refundId: reported.gatewayId,
    chargeId: charge.chargeId,
    orderId: charge.orderId,
    amount: reported.amount,
    status: reported.status,
    gatewayId: reported.gatewayId,
    createdAt: now,
    nextTryAt: reported.status === 'processing' ? now : null,
    succeededAt: reported.status === 'succeeded' ? (reported.succeededAt ?? now) : null,
    failure: reported.failure,
  }
  if (await deps.repository.addForeignRefund(foreign)) deps.changed(charge.orderId)
}
