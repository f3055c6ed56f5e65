/** Handling of a refund call's answer, or of a missing one, shared by all ways of sending. */
import type { QueryDeps } from '../reports/query-charge'
import { isOutage, type RefundOutcome } from '../core/gateway-calls'
import type { GatewayFailure, GatewayRefund } from '../core/gateway-reports'
import { applyToRefund } from '../reports/apply-to-refund'
import type { RefundRecord } from '../core/records'

/** In ms. Longer than the gateway's own timeout: nobody looks for a send whose answer may still come. */
export const callTimeout = 12_000

export const nothingLeft: GatewayFailure = {
  reason: 'nothing_left',
  code: 'nothing_left',
  message: 'The money had gone back by another refund before this one was sent.',
}

/** A conclusion of our own holds only for the refund as it was when we looked. */
export function onlyIfUnchanged({ status, sentAt }: RefundRecord) {
  return { gatewayId: null, seen: { status, sentAt } }
}

/** An answer to another request, replayed, must not end this refund. */
export async function noteSent(
  deps: QueryDeps,
  refund: RefundRecord,
  reported: GatewayRefund,
): Promise<void> {
  if (
    reported.amount !== refund.amount ||
    (reported.refundId ?? refund.refundId) !== refund.refundId
  ) {
    return deps.log.error(
      { refundId: refund.refundId, reported },
      'the answer is about another refund',
    )
  }
  await applyToRefund(deps, refund, reported)
}

export function noteUnanswered(deps: QueryDeps, refund: RefundRecord, answer: RefundOutcome): void {
  const { refundId, orderId } = refund
  const fields = { refundId, orderId, answer }
  if (!('failure' in answer && isOutage(answer)))
    return deps.log.warn(fields, 'a refund call was not answered')
  const kind = `${answer.outcome};${answer.failure.reason}`
  deps.outages.warn(fields, 'a refund call was not answered', kind)
}
