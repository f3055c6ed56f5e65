/** An order's rows as text for people: the order, then its events, oldest first. */
import type { ChargeRecord, RefundRecord } from '../../payments/core/records'
import type { OrderHistory } from '../../store/reporting/order-history'
import { eventsOf } from './history-events'
import { timeOf, printable, yuan, payerOf, failureOf } from './history-text'

export function describeHistory(rows: OrderHistory): string {
  const events = eventsOf(rows)
    .flatMap(({ at, what }) => (at === null ? [] : [{ at, what }]))
    .sort((a, b) => a.at - b.at)
  const lines = [
    ...headOf(rows),
    '',
    ...events.map(({ at, what }) => `${timeOf(at)}  ${what}`),
    ...(rows.webhooks.length === 0
      ? [
          '',
          'No webhook of this order is stored. Applied webhooks are deleted after a week. WeChat Pay’s are encrypted, so only one that decided a charge is known to belong to it.',
        ]
      : []),
  ]
  return lines.map(printable).join('\n')
}

function headOf({ order, charges, refunds }: OrderHistory): string[] {
  const { orderNo, orderId, amount, subject, archivedAt } = order
  const closed = order.closedBy === null ? '' : ` (${order.closedBy})`
  const moved =
    archivedAt === undefined
      ? []
      : [`archived ${timeOf(archivedAt)}: its events are in the archive file`]
  return [
    `order ${orderNo}  ${yuan(amount)} yuan  ${order.state}${closed}  ${subject}`,
    `id ${orderId}  from ${order.source}${payerOf(order.openid)}  amended ${String(order.amendments)} times`,
    ...moved,
    ...charges.map(chargeLine),
    ...refunds.map(refundLine),
  ]
}

function chargeLine(charge: ChargeRecord): string {
  const { chargeId, status, gateway, gatewayId, openid, denials } = charge
  const denied = denials === 0 ? '' : `  denied ${String(denials)} times`
  const there = `${gateway} ${gatewayId ?? '(no id)'}`
  return `charge ${chargeId}  ${status}  ${there}${payerOf(openid)}${denied}${failureOf(charge)}`
}

function refundLine(refund: RefundRecord): string {
  const { refundId, status, amount, reason, automatic } = refund
  const why = `${automatic ? 'automatic, ' : ''}${reason ?? 'no reason'}`
  return `refund ${refundId}  ${status}  ${yuan(amount)} yuan  ${why}${failureOf(refund)}`
}
