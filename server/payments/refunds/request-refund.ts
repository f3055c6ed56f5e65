import { createHash } from 'node:crypto'
import type { RefundRequest } from '../../contract/refunds'
import { CheckoutError } from '../../contract/errors'
import type { PaymentDeps } from '../core/deps'
import type { IdempotencyClaim } from '../core/refund-repository'
import { newRefundId } from '../core/ids'
import { orderArchived, orderNotFound } from '../core/errors'
import { chargeLogFields } from '../core/log-fields'
import { unsentRefund, type ChargeRecord, type RefundRecord } from '../core/records'

/** The idempotency scope: all of the merchant's API keys share it. */
const owner = 'merchant'

/**
 * Commits that a paid order, or a part of it, is to be refunded. The rest does not need this request: the
 * worker sends the refund, finds out its result and tries again.
 * @param by the name of the merchant's key
 * @returns the refund as it was committed; the same key again gives the same
 * @throws CheckoutError order_not_found, order_not_paid, order_archived, refund_in_progress,
 *   refund_exceeds_paid, idempotency_key_reused
 */
export async function requestRefund(
  deps: PaymentDeps,
  orderNo: string,
  request: RefundRequest,
  key: string,
  by?: string,
): Promise<RefundRecord> {
  const requestHash = hashOf(orderNo, request)
  const known = await deps.repository.idempotencyClaim(owner, key)
  if (known) return sameAgain(deps, known, requestHash)

  const charge = await paidCharge(deps, orderNo)
  const now = deps.clock.now()
  const amount = request.amount ?? (await leftOf(deps, charge))
  const unsigned = wanted(charge, { ...request, amount }, newRefundId(deps.random), now)
  const refund = by === undefined ? unsigned : { ...unsigned, askedBy: by }
  const claim = { owner, key, requestHash, standsFor: refund.refundId, createdAt: now }
  const { refundsAtATime } = deps.gateways[charge.gateway].capabilities
  const begun = await deps.repository.beginRefund(refund, claim, refundsAtATime)
  if (typeof begun === 'object') return sameAgain(deps, begun.known, requestHash)
  if (begun === 'begun') {
    deps.log.info(
      { ...chargeLogFields(charge), refundId: refund.refundId, amount, key: by },
      'refund wanted',
    )
    return refund
  }
  throw begun === 'exceeds' ? exceeds() : inProgress()
}

function hashOf(orderNo: string, { amount, reason }: RefundRequest): string {
  const content = JSON.stringify([orderNo, amount ?? null, reason])
  return createHash('sha256').update(content).digest('hex')
}

async function paidCharge(deps: PaymentDeps, orderNo: string): Promise<ChargeRecord> {
  const order = await deps.repository.orderByNo(orderNo)
  if (!order) throw orderNotFound()
  if (order.archivedAt !== undefined) throw orderArchived()
  const charge = order.paidChargeId ? await deps.repository.chargeById(order.paidChargeId) : null
  if (!charge) throw new CheckoutError('order_not_paid', 'Only a paid order can be refunded.')
  return charge
}

/** fen that are neither refunded nor being refunded. */
async function leftOf(deps: PaymentDeps, charge: ChargeRecord): Promise<number> {
  const { chargeId, amount, refunded, gateway } = charge
  if (deps.gateways[gateway].capabilities.refundsAtATime === 'one') return amount - refunded
  const refunds = await deps.repository.refundsOfCharge(chargeId)
  const taken = refunds.filter(({ status }) => status !== 'failed')
  return amount - taken.reduce((sum, refund) => sum + refund.amount, 0)
}

/** Whether it is allowed is decided by the repository, in one step with the key: the same request may be ahead. */
function wanted(
  charge: ChargeRecord,
  request: RefundRequest & { readonly amount: number },
  refundId: string,
  now: number,
): RefundRecord {
  return {
    ...unsentRefund,
    refundId,
    chargeId: charge.chargeId,
    orderId: charge.orderId,
    amount: request.amount,
    status: 'wanted',
    reason: request.reason,
    createdAt: now,
    nextTryAt: now,
  }
}

/** The answer of that time, whatever has become of the refund since: the order shows that. */
async function sameAgain(
  deps: PaymentDeps,
  claim: IdempotencyClaim,
  requestHash: string,
): Promise<RefundRecord> {
  if (claim.requestHash !== requestHash) {
    throw new CheckoutError('idempotency_key_reused', 'This key was used for another request.')
  }
  const refund = await deps.repository.refundById(claim.standsFor)
  // The key and its refund left the store in one commit, between our two reads.
  if (!refund) throw orderArchived()
  return { ...refund, status: 'wanted', succeededAt: null, failure: null }
}

function exceeds(): CheckoutError {
  return new CheckoutError(
    'refund_exceeds_paid',
    'The amount is more than what is left of the payment.',
  )
}

function inProgress(): CheckoutError {
  return new CheckoutError('refund_in_progress', 'Another refund of this payment is under way.', {
    retryAfter: 5,
  })
}
