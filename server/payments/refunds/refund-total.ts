/** What the sum says that has gone back of a charge, for gateways that do not list every refund. */
import type { GatewayCharge } from '../core/gateway-reports'
import type { RefundRecord } from '../core/records'

function listed(report: GatewayCharge): number {
  return report.refunds
    .filter((reported) => reported.status !== 'failed')
    .reduce((sum, reported) => sum + reported.amount, 0)
}

/** What has gone back or may be about to, in fen. */
export function refundedOrPending(report: GatewayCharge): number {
  return Math.max(listed(report), report.amountRefunded)
}

/** What has gone back beyond what is listed. Whether that counts what is under way, nobody says. */
export function refundedBeyondList(report: GatewayCharge): number {
  return Math.max(0, report.amountRefunded - listed(report))
}

/** Whether a refund that was sent, and whose answer was lost, shows in the sum: it has grown by that much. */
export function isInTotal(
  { sentAt, unlistedBefore, amount }: RefundRecord,
  report: GatewayCharge,
): boolean {
  return sentAt !== null && refundedBeyondList(report) >= (unlistedBefore ?? 0) + amount
}
