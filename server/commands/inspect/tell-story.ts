/** An order's rows as a person reads them: what it is, then what happened to it, the oldest first. */
import { maskOpenid } from '../../payments/core/ids'
import type { ChargeRecord, OrderRecord, RefundRecord } from '../../payments/core/records'
import type { OrderRows, WebhookSeen } from '../../store/books/order-story'

interface Event {
  readonly at: number | null
  readonly what: string
}

export function tellStory(rows: OrderRows): string {
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
          'No webhook of it is kept: applied ones go after a week, and those of WeChat Pay are sealed.',
        ]
      : []),
  ]
  return lines.map(printable).join('\n')
}

function headOf({ order, charges, refunds }: OrderRows): string[] {
  const { orderNo, orderId, amount, subject, archivedAt } = order
  const closed = order.closedBy === null ? '' : ` (${order.closedBy})`
  const moved =
    archivedAt === undefined
      ? []
      : [`archived ${timeOf(archivedAt)}: what happened is in the archive’s file`]
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

function failureOf({ failure }: Pick<ChargeRecord, 'failure'>): string {
  return failure ? `  failed: ${failure.reason}, ${failure.code} ${failure.message}` : ''
}

function eventsOf(rows: OrderRows): Event[] {
  return [
    ...orderEvents(rows.order),
    ...rows.attempts.map(({ at, openid }) => ({ at, what: `attempt to pay${payerOf(openid)}` })),
    ...rows.charges.flatMap(chargeEvents),
    ...rows.webhooks.flatMap(webhookEvents),
    ...rows.refunds.flatMap(refundEvents),
    ...rows.incidents.map(({ at, kind, chargeId, detail }) => ({
      at,
      what: `incident ${kind}  ${chargeId ?? ''}  ${detail}`,
    })),
    ...rows.notifications.map((one) => ({
      at: one.created_at,
      what: `notification ${one.notification_id}  ${one.type} ${String(one.sequence)}  ${one.status}`,
    })),
    ...rows.deliveries.map((one) => ({
      at: one.at,
      what: `sent to the shop  ${one.notification_id}  ${String(one.status ?? one.error)}  ${String(one.took_ms)} ms`,
    })),
  ]
}

function orderEvents({ createdAt, expiresAt, paidAt, paidChargeId }: OrderRecord): Event[] {
  return [
    { at: createdAt, what: 'order placed' },
    { at: paidAt, what: `order paid by ${paidChargeId ?? 'a charge'}` },
    { at: expiresAt, what: 'the order’s time runs out' },
  ]
}

function chargeEvents(charge: ChargeRecord): Event[] {
  const { chargeId, transactionNo } = charge
  return [
    { at: charge.createdAt, what: `charge begun  ${chargeId}${payerOf(charge.openid)}` },
    {
      at: charge.paidAt,
      what: `charge paid  ${chargeId}  channel’s number ${transactionNo ?? '-'}`,
    },
    { at: charge.deniedSince, what: `gateway begins to deny  ${chargeId}` },
    { at: charge.finalSince, what: `gateway calls it final  ${chargeId}` },
    { at: charge.checkedAt, what: `gateway last spoke of  ${chargeId}` },
    { at: charge.expiresAt, what: `charge’s time runs out  ${chargeId}` },
  ]
}

function webhookEvents({ key, gateway, receivedAt, appliedAt, sha256 }: WebhookSeen): Event[] {
  const waiting = appliedAt === null ? '  not applied yet' : ''
  return [
    { at: receivedAt, what: `webhook received  ${gateway} ${key}  sha256 ${sha256}${waiting}` },
    { at: appliedAt, what: `webhook applied  ${key}` },
  ]
}

function refundEvents(refund: RefundRecord): Event[] {
  const { refundId, chargeId } = refund
  return [
    { at: refund.createdAt, what: `refund wanted  ${refundId} of ${chargeId}` },
    { at: refund.sentAt, what: `refund last sent  ${refundId}` },
    { at: refund.succeededAt, what: `refund succeeded  ${refundId}` },
    { at: refund.deniedSince, what: `gateway begins to deny  ${refundId}` },
  ]
}

const BEIJING = 8 * 3_600_000

const timeOf = (at: number) => new Date(at + BEIJING).toISOString().replace('Z', '+08:00')

const payerOf = (openid: string | null) => (openid === null ? '' : `  payer ${maskOpenid(openid)}`)

function yuan(fen: number): string {
  return `${String(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, '0')}`
}

/** What came from outside must not move a terminal's cursor. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '?')
}
