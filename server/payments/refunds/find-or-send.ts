/**
 * The next step of a refund at a gateway whose refund call knows no idempotency: nothing is sent before a signed
 * query has shown what there is, and a sending whose answer was lost is looked for before anything is sent again.
 */
import { queryForReport, type KnownCharge, type QueryDeps } from '../reports/query-charge'
import { noteRefundDenied } from './denied-refund'
import type { RefundOutcome } from '../core/gateway-calls'
import type { GatewayRefund } from '../core/gateway-reports'
import { failRefund, forgetDenials } from '../reports/apply-to-refund'
import { chargeLogFields } from '../core/log-fields'
import type { RefundRecord } from '../core/records'
import { nextStepDelay, neverArrived, totalStands } from '../reports/refund-schedule'
import { refundedOrPending, isInTotal, refundedBeyondList } from './refund-total'
import {
  onlyIfUnchanged,
  callTimeout,
  noteSent,
  noteUnanswered,
  nothingLeft,
} from './refund-answers'

export async function findOrSend(
  deps: QueryDeps,
  refund: RefundRecord,
  charge: KnownCharge,
): Promise<void> {
  const lookedAt = deps.clock.now()
  const { asked, report, failure } = await queryForReport(deps, charge)
  if (failure && (asked === 'denied' || asked === 'denied_for_good')) {
    return noteRefundDenied(deps, refund, 'charge', failure)
  }
  if (report) await forgetDenials(deps, refund)
  // Applying has taken over what the report lists; where this refund was listed there is nothing to send.
  if (report === null || asked !== 'succeeded') return
  if (!report.refundsReadable) {
    const { refundId, orderId } = refund
    return deps.log.error({ refundId, orderId }, 'what went back of a charge cannot be read')
  }
  if (report.refunds.some((reported) => isThisOne(refund, reported))) return
  const [now, current] = [deps.clock.now(), await deps.repository.chargeById(charge.chargeId)]
  const refunded = current?.refunded ?? 0
  const left = charge.amount - Math.max(refundedOrPending(report), refunded)
  if (isInTotal(refund, report)) return arrived(deps, refund, now)
  if (refund.status === 'sending') return find(deps, refund, left, now)
  if (report.refunds.some((reported) => reported.status === 'processing')) return
  const missing = charge.amount - refunded
  await send(deps, refund, charge, {
    left,
    missing,
    lookedAt,
    unlistedBefore: refundedBeyondList(report),
  })
}

/** What failed was taken over where it is the latest sending; an earlier one that failed tells nothing. */
function isThisOne(refund: RefundRecord, reported: GatewayRefund): boolean {
  return reported.refundId === refund.refundId && reported.status !== 'failed'
}

async function find(
  deps: QueryDeps,
  refund: RefundRecord,
  left: number,
  now: number,
): Promise<void> {
  const { refundId, sentAt, failure } = refund
  if (sentAt === null) return
  const looked = { ...refund, looks: refund.looks + 1 }
  if (!neverArrived(looked, left, now)) {
    const nextTryAt = now + nextStepDelay(refund, now)
    return deps.repository.refundNotFound(refundId, sentAt, nextTryAt)
  }
  if (failure) return failRefund(deps, refund, failure, onlyIfUnchanged(refund))
  await deps.repository.refundNotSent(refundId, sentAt, { because: 'not_found', nextTryAt: now })
}

/**
 * Only the total tells of it, and a total may count what is under way and then fails. Until it has stood
 * for a while this is neither sent again nor believed.
 */
async function arrived(deps: QueryDeps, refund: RefundRecord, now: number): Promise<void> {
  if (refund.sentAt === null || now - refund.sentAt < totalStands) return
  await succeedUnnamed(deps, refund, refund.amount)
}

async function succeedUnnamed(
  deps: QueryDeps,
  refund: RefundRecord,
  amount: number,
): Promise<void> {
  const success = { gatewayId: null, amount, succeededAt: deps.clock.now() }
  const { orderId, chargeId, refundId } = refund
  if (!(await deps.repository.refundSucceeded(refundId, success))) return
  deps.log.info({ orderId, chargeId, refundId, gatewayId: null, amount }, 'refunded')
  deps.changed(orderId)
}

/** What a look at the charge came to, in fen, and when it began. */
interface Look {
  /** What could be sent back still. */
  readonly left: number
  /** What has not gone back as far as our own rows tell. */
  readonly missing: number
  readonly unlistedBefore: number
  readonly lookedAt: number
}

async function send(
  deps: QueryDeps,
  refund: RefundRecord,
  charge: KnownCharge,
  look: Look,
): Promise<void> {
  const { left, unlistedBefore, lookedAt } = look
  // What somebody sent back by hand meanwhile is not sent again; a merchant's own sum is not changed.
  const amount = refund.automatic ? Math.min(refund.amount, left) : refund.amount
  if (amount <= 0 || amount > left) return giveUp(deps, refund, look)
  const sentAt = deps.clock.now()
  const sending = { amount, unlistedBefore, sentAt, nextTryAt: sentAt + callTimeout }
  if (!(await deps.repository.refundSending(refund.refundId, sending))) return
  // A process that stood still since it looked may not be alone with this refund any more.
  if (deps.clock.now() - lookedAt > sendWithin) return
  const { refundId, reason } = refund
  deps.log.info({ ...chargeLogFields(charge), refundId, amount }, 'refund sent')
  const answer = await deps.gateways[charge.gateway].createRefund({
    gatewayId: charge.gatewayId,
    refundId,
    sentAt,
    amount,
    total: charge.amount,
    reason: reason ?? refundId,
  })
  await afterSending(deps, { ...refund, amount, sentAt, status: 'sending' }, refund.sentAt, answer)
}

/** In ms, the query itself included: what was seen longer ago is no reason to send. */
const sendWithin = 10_000

/** @param doubtful when an earlier sending left that was never found; null where there was none */
async function afterSending(
  deps: QueryDeps,
  refund: RefundRecord & { readonly sentAt: number },
  doubtful: number | null,
  answer: RefundOutcome,
): Promise<void> {
  const { refundId, sentAt } = refund
  const nextTryAt = deps.clock.now() + nextStepDelay(refund, deps.clock.now())
  switch (answer.outcome) {
    case 'answered':
      return noteSent(deps, refund, answer.refund)
    case 'in_progress':
      noteUnanswered(deps, refund, answer)
      // It may be our own earlier sending, not listed yet: that is looked for, not sent once more.
      if (doubtful !== null) return deps.repository.refundNotFound(refundId, sentAt, nextTryAt)
      return sendLater(deps, refund, 'provably_not_done', nextTryAt)
    case 'unavailable':
      noteUnanswered(deps, refund, answer)
      return sendLater(
        deps,
        refund,
        doubtful === null ? 'provably_not_done' : 'not_found',
        nextTryAt,
      )
    case 'rejected':
    // It has just spoken of the charge, so this is a no like any other; what asks again looks first.
    case 'denied':
      if (doubtful === null)
        return failRefund(deps, refund, answer.failure, onlyIfUnchanged(refund))
      return deps.repository.refundRefused(refundId, sentAt, { failure: answer.failure, nextTryAt })
    case 'lost':
    case 'untrusted':
      noteUnanswered(deps, refund, answer)
      return deps.repository.scheduleRefund(refundId, 'sending', nextTryAt)
  }
}

async function sendLater(
  deps: QueryDeps,
  { refundId, sentAt }: RefundRecord & { readonly sentAt: number },
  because: 'provably_not_done' | 'not_found',
  nextTryAt: number,
): Promise<void> {
  await deps.repository.refundNotSent(refundId, sentAt, { because, nextTryAt })
}

/**
 * Nothing of what was asked for can be sent. A merchant's refund has failed; an automatic one is done, once
 * it is sure that the money went back by other hands.
 */
async function giveUp(deps: QueryDeps, refund: RefundRecord, { missing }: Look): Promise<void> {
  const now = deps.clock.now()
  // What takes the place may be its own earlier sending, or under way and fail yet.
  const since = refund.sentAt ?? refund.createdAt
  const sure = now - since >= totalStands
  if (!refund.automatic) {
    if (refund.sentAt !== null && !sure) return
    return failRefund(deps, refund, nothingLeft, onlyIfUnchanged(refund))
  }
  if (missing > 0) return sure ? succeedUnnamed(deps, refund, missing) : undefined
  const then = { ...onlyIfUnchanged(refund), incident: null, next: null }
  await deps.repository.refundFailed(refund.refundId, nothingLeft, then)
  deps.changed(refund.orderId)
}
