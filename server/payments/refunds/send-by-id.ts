/**
 * The next step of a refund at a gateway that knows it by our id. Sent again under the same id it is the same
 * refund, and after a lost answer it is queried by that id. Sums are not used.
 */
import { queryCharge, type KnownCharge, type QueryDeps } from '../reports/query-charge'
import type { RefundOutcome } from '../core/gateway-calls'
import { failRefund } from '../reports/apply-to-refund'
import { chargeLogFields } from '../core/log-fields'
import type { RefundRecord } from '../core/records'
import { nextStepDelay, wouldBeListed } from '../schedules/refund-schedule'
import {
  onlyIfUnchanged,
  callTimeout,
  noteSent,
  noteUnanswered,
  nothingLeft,
} from './refund-answers'

/** @param refund `wanted` or `sending` */
export async function sendById(
  deps: QueryDeps,
  refund: RefundRecord,
  charge: KnownCharge,
): Promise<void> {
  if (refund.status === 'wanted') return send(deps, refund, charge)
  const { refundId, sentAt, failure } = refund
  const gateway = deps.gateways[charge.gateway]
  const found = await gateway.queryRefund(charge.gatewayId, refundId)
  if (found.outcome === 'answered') return noteSent(deps, refund, found.refund)
  if (found.outcome !== 'denied' || sentAt === null) return noteUnanswered(deps, refund, found)
  const now = deps.clock.now()
  if (failure === null) {
    // Claimed again, so that an earlier sender still waiting for its answer concludes nothing from it.
    const again = { because: 'not_found' as const, nextTryAt: now }
    if (!(await deps.repository.refundNotSent(refundId, sentAt, again))) return
    return send(deps, { ...refund, status: 'wanted' }, charge)
  }
  const looked = { ...refund, looks: refund.looks + 1 }
  if (wouldBeListed(looked, now)) return failRefund(deps, refund, failure, onlyIfUnchanged(refund))
  await deps.repository.refundNotFound(refundId, sentAt, now + nextStepDelay(refund, now))
}

/** @param refund `wanted`; with a `sentAt`, an earlier send may have arrived, or may still */
async function send(deps: QueryDeps, refund: RefundRecord, charge: KnownCharge): Promise<void> {
  // Refunds start only after a query has shown that the money arrived.
  if ((await queryCharge(deps, charge)) !== 'succeeded') return
  const amount = await amountOf(deps, refund, charge)
  if (amount === null) return nothingToSend(deps, refund)
  const sentAt = deps.clock.now()
  const sending = { amount, unlistedBefore: 0, sentAt, nextTryAt: sentAt + callTimeout }
  if (!(await deps.repository.refundSending(refund.refundId, sending))) return
  const sent = { ...refund, amount, sentAt, status: 'sending' as const }
  deps.log.info({ ...chargeLogFields(charge), refundId: refund.refundId, amount }, 'refund sent')
  const answer = await create(deps, sent, charge)
  await afterSending(deps, sent, answer, refund.sentAt !== null)
}

/**
 * What somebody refunded by hand meanwhile is not sent again. The amount of a merchant's refund, or of one
 * already sent, is not changed.
 * @returns null where nothing of it can be sent
 */
async function amountOf(
  deps: QueryDeps,
  refund: RefundRecord,
  { chargeId, amount: paid }: KnownCharge,
): Promise<number | null> {
  if (refund.sentAt !== null) return refund.amount
  const current = await deps.repository.chargeById(chargeId)
  const left = paid - (current?.refunded ?? 0)
  const amount = refund.automatic ? Math.min(refund.amount, left) : refund.amount
  return amount <= 0 || amount > left ? null : amount
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
  refund: RefundRecord & { readonly sentAt: number },
  answer: RefundOutcome,
  isDoubtful: boolean,
): Promise<void> {
  const { refundId, sentAt } = refund
  const nextTryAt = deps.clock.now() + nextStepDelay(refund, deps.clock.now())
  switch (answer.outcome) {
    case 'answered':
      return noteSent(deps, refund, answer.refund)
    case 'rejected':
    case 'denied':
      if (!isDoubtful) return failRefund(deps, refund, answer.failure, onlyIfUnchanged(refund))
      // The earlier send may still be accepted: it is queried for a while before this has failed.
      return deps.repository.refundRefused(refundId, sentAt, { failure: answer.failure, nextTryAt })
    case 'in_progress':
    case 'unavailable':
      noteUnanswered(deps, refund, answer)
      if (isDoubtful) return
      await deps.repository.refundNotSent(refundId, sentAt, {
        because: 'provably_not_done',
        nextTryAt,
      })
      return
    // It stays in `sending`: the next step queries it by its id first.
    case 'lost':
    case 'untrusted':
      return noteUnanswered(deps, refund, answer)
  }
}

/** A merchant's refund has failed; an automatic one is done: the money was refunded by someone else. */
async function nothingToSend(deps: QueryDeps, refund: RefundRecord): Promise<void> {
  if (!refund.automatic) return failRefund(deps, refund, nothingLeft, onlyIfUnchanged(refund))
  const then = { ...onlyIfUnchanged(refund), incident: null, next: null }
  await deps.repository.refundFailed(refund.refundId, nothingLeft, then)
  deps.changed(refund.orderId)
}
