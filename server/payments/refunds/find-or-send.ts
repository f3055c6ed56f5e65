/**
 * The next step of a refund at a gateway without idempotency for refunds. Nothing is sent before a signed
 * query has shown the charge's state, and after a lost answer the refund is looked for before anything is
 * sent again.
 */
import { queryForReport, type KnownCharge, type QueryDeps } from '../reports/query-charge'
import { noteRefundDenied } from './denied-refund'
import type { RefundOutcome } from '../core/gateway-calls'
import type { GatewayRefund } from '../core/gateway-reports'
import { failRefund, forgetDenials } from '../reports/apply-to-refund'
import { chargeLogFields } from '../core/log-fields'
import type { RefundRecord } from '../core/records'
import { nextStepDelay, neverArrived, totalStands } from '../schedules/refund-schedule'
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
    return deps.log.error({ refundId, orderId }, 'the refunded amount of a charge cannot be read')
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

/** A failed refund was taken over if it is the latest send; an earlier send that failed proves nothing. */
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
 * Only the sum includes it, and a sum may count what is under way and then fails. Until the sum has been
 * stable for a while, the refund is neither sent again nor considered done.
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

/** What a query of the charge showed, in fen, and when it was sent. */
interface Look {
  /** What can still be refunded. */
  readonly left: number
  /** What is not refunded as far as our own rows say. */
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
  // What somebody refunded by hand meanwhile is not sent again; the amount of a merchant's refund is not
  // changed.
  const amount = refund.automatic ? Math.min(refund.amount, left) : refund.amount
  if (amount <= 0 || amount > left) return giveUp(deps, refund, look)
  const sentAt = deps.clock.now()
  const sending = { amount, unlistedBefore, sentAt, nextTryAt: sentAt + callTimeout }
  if (!(await deps.repository.refundSending(refund.refundId, sending))) return
  // A process that was suspended since its query may not be the only one working on this refund any more.
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

/** In ms, including the query itself: an older observation is no reason to send. */
const sendWithin = 10_000

/** @param doubtful when an earlier send left that was never found; null where there was none */
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
      // It may be our own earlier send that is not listed yet: it is looked for, not sent again.
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
    // The gateway has just reported on the charge, so this is a plain refusal; the next attempt queries
    // first.
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
 * Nothing of the amount can be sent. A merchant's refund has failed; an automatic one is done once it is
 * certain that the money was refunded by someone else.
 */
async function giveUp(deps: QueryDeps, refund: RefundRecord, { missing }: Look): Promise<void> {
  const now = deps.clock.now()
  // The refunded sum may contain its own earlier send, or one that is under way and may fail.
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
