/** Uses the sum refunded of a charge, for gateways that do not list every refund. */
import type { GatewayCharge } from '../core/gateway-reports'
import type { RefundRecord } from '../core/records'

function listed(report: GatewayCharge): number {
  return report.refunds
    .filter((reported) => reported.status !== 'failed')
    .reduce((sum, reported) => sum + reported.amount, 0)
}

/** fen refunded or possibly about to be. */
export function refundedOrPending(report: GatewayCharge): number {
  return Math.max(listed(report), report.amountRefunded)
}

/** fen refunded beyond what is listed. Whether that includes refunds under way is not documented. */
export function refundedBeyondList(report: GatewayCharge): number {
  return Math.max(0, report.amountRefunded - listed(report))
}

/** Whether a refund whose answer was lost shows in the sum: it has grown by that much. */
export function isInTotal(
  { sentAt, unlistedBefore, amount }: RefundRecord,
  report: GatewayCharge,
): boolean {
  return sentAt !== null && refundedBeyondList(report) >= (unlistedBefore ?? 0) + amount
}
