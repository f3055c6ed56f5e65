import { isDenied } from '../reports/denials'
import type { GatewayFailure } from '../core/gateway-reports'
import { failRefund, type RefundReportDeps } from '../reports/apply-to-refund'
import type { RefundRecord } from '../core/records'

const reasons = {
  charge: 'charge_denied',
  refund: 'refund_denied',
} as const

/**
 * Counts that the gateway does not know a refund which it had taken, or the charge it is of; where it goes
 * on denying it, the refund has failed. An automatic one of which nothing has left keeps to its plan: each
 * try looks at the charge first, so nothing is sent while that is denied. One that was sent is not sent
 * again by itself: that it is denied does not prove that no money went back. The incident says so, and
 * should it turn up after all, what it says is taken over as for any that failed.
 * @param what the gateway says that it does not know
 */
export async function noteRefundDenied(
  deps: RefundReportDeps,
  { refundId }: RefundRecord,
  what: keyof typeof reasons,
  failure: GatewayFailure,
): Promise<void> {
  const now = deps.clock.now()
  const refund = await deps.repository.noteRefundDenied(refundId, now)
  if (!refund || !isDenied(refund, 'refund', now)) return
  const { status, sentAt, gatewayId } = refund
  const advice =
    sentAt === null ? 'Nothing was sent.' : 'Look in its console before it is repeated.'
  const reason = {
    reason: 'denied' as const,
    code: reasons[what],
    message: `The gateway says that it knows no such ${what} (${failure.code}). ${advice}`,
  }
  const known = { gatewayId, seen: { status, sentAt } }
  await failRefund(deps, refund, reason, { ...known, again: sentAt === null })
}
