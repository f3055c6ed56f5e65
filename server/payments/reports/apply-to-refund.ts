import type { PaymentDeps } from '../core/deps'
import type { GatewayRefund, GatewayFailure } from '../core/gateway-reports'
import type { RefundRecord } from '../core/records'
import { nextAttempt } from './automatic-refund'
import { nextStepDelay } from '../schedules/refund-schedule'

export type RefundReportDeps = Pick<
  PaymentDeps,
  'repository' | 'clock' | 'random' | 'log' | 'changed'
>

/** Moves one refund of ours forward by the gateway's report. Idempotent. */
export async function applyToRefund(
  deps: RefundReportDeps,
  refund: RefundRecord,
  reported: GatewayRefund,
): Promise<void> {
  const { gatewayId, amount } = reported
  const now = deps.clock.now()
  switch (reported.status) {
    case 'processing':
      await forgetDenials(deps, refund)
      if (refund.status === 'wanted' || refund.status === 'sending') {
        const nextTryAt = now + nextStepDelay(refund, now)
        await deps.repository.refundAccepted(refund.refundId, { gatewayId, amount, nextTryAt })
      }
      return
    case 'succeeded': {
      if (refund.status === 'succeeded') return
      const succeededAt = reported.succeededAt ?? now
      const success = { gatewayId, amount, succeededAt }
      if (!(await deps.repository.refundSucceeded(refund.refundId, success))) return
      const { orderId, chargeId, refundId } = refund
      deps.log.info({ orderId, chargeId, refundId, gatewayId, amount }, 'refunded')
      return deps.changed(refund.orderId)
    }
    case 'failed': {
      if (refund.status === 'failed' || isEarlierSending(refund, reported)) return
      const failure = reported.failure ?? {
        reason: 'refund_failed' as const,
        code: 'refund_failed',
        message: '',
      }
      return failRefund(deps, refund, failure, { gatewayId, seen: asTold(refund, reported) })
    }
  }
}

/** The gateway reported on it again: «not found» is counted from zero. */
export async function forgetDenials(
  { repository }: Pick<RefundReportDeps, 'repository'>,
  { refundId, denials }: RefundRecord,
): Promise<void> {
  if (denials > 0) await repository.forgetRefundDenials(refundId)
}

/** The result of an earlier send says nothing of the later one. */
function isEarlierSending(refund: RefundRecord, reported: GatewayRefund): boolean {
  if (refund.gatewayId === reported.gatewayId) return false
  return reported.sentAt !== null && refund.sentAt !== null && reported.sentAt < refund.sentAt
}

/** Where it is known only by its send, another process may be sending it again just now. */
function asTold(refund: RefundRecord, reported: GatewayRefund) {
  const { status, sentAt, gatewayId } = refund
  return reported.sentAt !== null && gatewayId === null ? { status, sentAt } : null
}

/**
 * The merchant sees an incident; an automatic refund is tried again.
 * @param known the gateway's id of what failed; where there is none, the refund's state when the failure was
 *   found: another process may have continued since. `again`: whether an automatic one may be tried again
 */
export async function failRefund(
  deps: RefundReportDeps,
  refund: RefundRecord,
  failure: GatewayFailure,
  known: {
    readonly gatewayId: string | null
    readonly seen: Pick<RefundRecord, 'status' | 'sentAt'> | null
    readonly again?: boolean
  },
): Promise<void> {
  const { refundId, chargeId, orderId } = refund
  const at = deps.clock.now()
  const charge = await deps.repository.chargeById(chargeId)
  const { gatewayId, seen, again = true } = known
  const next = charge && again ? nextAttempt(refund, charge, at, deps.random) : null
  const incident = {
    key: `refund_failed:${refundId}`,
    orderId,
    chargeId,
    kind: 'refund_failed' as const,
    at,
    detail: `refund ${refundId}: ${failure.code} ${failure.message}`.trimEnd(),
  }
  const then = { gatewayId, seen, incident, next }
  if (!(await deps.repository.refundFailed(refundId, failure, then))) return
  const names = { orderId, chargeId, refundId, gateway: charge?.gateway, gatewayId }
  deps.log.error({ ...names, failure, again: next !== null }, 'a refund failed')
  deps.changed(orderId)
}
