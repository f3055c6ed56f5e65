import { isDenied } from '../schedules/denials'
import type { GatewayFailure } from '../core/gateway-reports'
import { failRefund, type RefundReportDeps } from '../reports/apply-to-refund'
import type { RefundRecord } from '../core/records'

const reasons = {
  charge: 'charge_denied',
  refund: 'refund_denied',
} as const

/**
 * Counts that the gateway does not find a refund that it had accepted, or its charge. If that continues, the
 * refund has failed. An automatic refund that was never sent keeps its schedule: each attempt queries the
 * charge first, so nothing is sent while the charge is not found. One that was sent is not sent again
 * automatically: not being found does not prove that no money was refunded. The incident says so, and if the
 * refund turns up after all, its report is applied as for any that failed.
 * @param what what the gateway does not find
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
