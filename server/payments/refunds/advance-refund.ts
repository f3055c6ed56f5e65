import { isKnown, queryForReport, type KnownCharge, type QueryDeps } from '../reports/query-charge'
import { noteRefundDenied } from './denied-refund'
import { findOrSend } from './find-or-send'
import { noteUnanswered } from './refund-answers'
import { sendById } from './send-by-id'
import { applyToRefund } from '../reports/apply-to-refund'
import type { RefundRecord } from '../core/records'
import { isOverdue, nextStepDelay } from '../schedules/refund-schedule'

/**
 * Takes the next step of a refund that is under way, depending on its gateway's capabilities.
 * @param refund as it was when it was leased to this caller
 */
export async function advanceRefund(deps: QueryDeps, refund: RefundRecord): Promise<void> {
  const charge = await deps.repository.chargeById(refund.chargeId)
  if (charge && isKnown(charge)) {
    const byId = deps.gateways[charge.gateway].capabilities.refundIdempotent
    if (refund.status === 'processing') await askAbout(deps, refund, charge)
    else await (byId ? sendById : findOrSend)(deps, refund, charge)
  }
  const after = await deps.repository.refundById(refund.refundId)
  if (!after || after.nextTryAt === null) return
  // Whoever changed it meanwhile has set when it is due.
  if (after.status !== refund.status || after.sentAt !== refund.sentAt) return
  const now = deps.clock.now()
  if (isOverdue(after, now)) {
    const { refundId, orderId, status } = after
    deps.log.error({ refundId, orderId, status }, 'a refund has been under way for more than a day')
  }
  await deps.repository.scheduleRefund(
    after.refundId,
    after.status,
    now + nextStepDelay(after, now),
  )
}

async function askAbout(deps: QueryDeps, refund: RefundRecord, charge: KnownCharge): Promise<void> {
  if (refund.gatewayId === null) return
  const gateway = deps.gateways[charge.gateway]
  const answer = await gateway.queryRefund(charge.gatewayId, refund.gatewayId)
  if (answer.outcome === 'answered') return applyToRefund(deps, refund, answer.refund)
  noteUnanswered(deps, refund, answer)
  if (answer.outcome !== 'denied') return
  if (gateway.capabilities.listsRefunds && (await isListed(deps, refund, charge))) return
  await noteRefundDenied(deps, refund, 'refund', answer.failure)
}

/** Queries the charge as well: applying has then taken over what its report says. */
async function isListed(
  deps: QueryDeps,
  refund: RefundRecord,
  charge: KnownCharge,
): Promise<boolean> {
  const { report } = await queryForReport(deps, charge)
  return report?.refunds.some(({ gatewayId }) => gatewayId === refund.gatewayId) ?? false
}
