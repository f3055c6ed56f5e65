/**
 * The next step of a refund at a gateway that knows it by our id: sent again under the same id it is the same
 * refund, and what became of a sending whose answer was lost is asked by that id. Nothing is concluded from sums.
 */
import type { KnownCharge, QueryDeps } from '../reports/query-charge'
import type { RefundOutcome } from '../core/gateway'
import { failRefund } from '../reports/apply-refund-report'
import type { RefundRecord } from '../core/records'
import { lookAfter } from '../reports/refund-schedule'
import { asSeen, callPatience, noteSent, noteUnanswered, nothingLeft } from './refund-answers'

/** @param refund `wanted` or `sending` */
export async function sendById(
  deps: QueryDeps,
  refund: RefundRecord,
  charge: KnownCharge,
): Promise<void> {
  if (refund.status === 'wanted') return sendFirst(deps, refund, charge)
  const gateway = deps.gateways[charge.gateway]
  const found = await gateway.queryRefund(charge.gatewayId, refund.refundId)
  if (found.outcome === 'answered') return noteSent(deps, refund, found.refund)
  if (found.outcome === 'denied') return sendAgain(deps, refund, charge)
  noteUnanswered(deps, refund, found)
}

async function sendFirst(
  deps: QueryDeps,
  refund: RefundRecord,
  charge: KnownCharge,
): Promise<void> {
  const current = await deps.repository.chargeById(charge.chargeId)
  const left = charge.amount - (current?.refunded ?? 0)
  // What somebody sent back by hand meanwhile is not sent again; a merchant's own sum is not changed.
  const amount = refund.automatic ? Math.min(refund.amount, left) : refund.amount
  if (amount <= 0 || amount > left) return nothingToSend(deps, refund)
  const sentAt = deps.clock.now()
  const sending = { amount, unlistedBefore: 0, sentAt, nextTryAt: sentAt + callPatience }
  if (!(await deps.repository.refundSending(refund.refundId, sending))) return
  const sent = { ...refund, amount, sentAt, status: 'sending' as const }
  const answer = await create(deps, sent, charge)
  if (answer.outcome !== 'unavailable' && answer.outcome !== 'in_progress') {
    return afterSending(deps, sent, answer)
  }
  noteUnanswered(deps, sent, answer)
  const nextTryAt = deps.clock.now() + lookAfter(sent, deps.clock.now())
  const again = { because: 'provably_not_done' as const, nextTryAt }
  await deps.repository.refundNotSent(refund.refundId, sentAt, again)
}

async function sendAgain(
  deps: QueryDeps,
  refund: RefundRecord,
  charge: KnownCharge,
): Promise<void> {
  await afterSending(deps, refund, await create(deps, refund, charge))
}

function create(
  deps: QueryDeps,
  { refundId, amount, sentAt, reason }: RefundRecord,
  charge: KnownCharge,
): Promise<RefundOutcome> {
  return deps.gateways[charge.gateway].createRefund({
    gatewayId: charge.gatewayId,
    refundId,
    sentAt: sentAt ?? deps.clock.now(),
    amount,
    total: charge.amount,
    reason: reason ?? refundId,
  })
}

async function afterSending(
  deps: QueryDeps,
  refund: RefundRecord,
  answer: RefundOutcome,
): Promise<void> {
  switch (answer.outcome) {
    case 'answered':
      return noteSent(deps, refund, answer.refund)
    case 'rejected':
    case 'denied':
      return failRefund(deps, refund, answer.failure, asSeen(refund))
    // It stays sent: the next step asks for it by its id first.
    case 'in_progress':
    case 'unavailable':
    case 'lost':
    case 'untrusted':
      return noteUnanswered(deps, refund, answer)
  }
}

/** A merchant's refund has failed; an automatic one is done: the money went back by other hands. */
async function nothingToSend(deps: QueryDeps, refund: RefundRecord): Promise<void> {
  if (!refund.automatic) return failRefund(deps, refund, nothingLeft, asSeen(refund))
  const then = { ...asSeen(refund), incident: null, next: null }
  await deps.repository.refundFailed(refund.refundId, nothingLeft, then)
  deps.changed(refund.orderId)
}
