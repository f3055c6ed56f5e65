import type { ChargeRecord, RefundRecord } from '../../payments/core/records'
import type { DecidedBy } from '../../payments/core/decision'
import type {
  ChargeDecision,
  OrderHistory,
  WebhookInHistory,
} from '../../store/reporting/order-history'
import { keySuffix, payerOf } from './history-text'

type PageEventName = OrderHistory['pageEvents'][number]['event']

interface Event {
  readonly at: number | null
  readonly what: string
}

export function eventsOf(rows: OrderHistory): Event[] {
  return [
    ...orderEvents(rows),
    ...rows.attempts.map(({ at, openid }) => ({ at, what: `attempt to pay${payerOf(openid)}` })),
    ...rows.charges.flatMap(chargeEvents),
    ...rows.decisions.map(decisionEvent),
    ...rows.webhooks.flatMap(webhookEvents),
    ...pageEvents(rows),
    ...rows.refunds.flatMap(refundEvents),
    ...rows.incidents.map(({ at, kind, chargeId, detail }) => ({
      at,
      what: `incident ${kind}  ${chargeId ?? ''}  ${detail}`,
    })),
    ...rows.notifications.map((one) => ({
      at: one.created_at,
      what: `notification ${one.notification_id}  ${one.type} ${String(one.sequence)}  ${one.status}`,
    })),
    ...rows.resends.map(({ at, notificationId, by }) => ({
      at,
      what: `resend requested  ${notificationId}${keySuffix(by)}`,
    })),
    ...rows.deliveries.map((one) => ({
      at: one.at,
      what: `sent to the shop  ${one.notification_id}  ${String(one.status ?? one.error)}  ${String(one.took_ms)} ms`,
    })),
  ]
}

function orderEvents({ order, acts }: Pick<OrderHistory, 'order' | 'acts'>): Event[] {
  const { createdAt, expiresAt, paidAt, paidChargeId } = order
  const placing = acts.find(({ what }) => what === 'placed')
  return [
    { at: createdAt, what: `order placed${keySuffix(placing?.by)}` },
    ...acts
      .filter((act) => act !== placing)
      .map(({ at, what, by }) => ({ at, what: `order ${what}${keySuffix(by)}` })),
    { at: paidAt, what: `order paid by ${paidChargeId ?? 'a charge'}` },
    { at: expiresAt, what: 'order expires' },
  ]
}

function chargeEvents(charge: ChargeRecord): Event[] {
  const { chargeId, transactionNo } = charge
  return [
    { at: charge.createdAt, what: `charge created  ${chargeId}${payerOf(charge.openid)}` },
    {
      at: charge.paidAt,
      what: `charge paid  ${chargeId}  transaction number ${transactionNo ?? '-'}`,
    },
    { at: charge.deniedSince, what: `gateway first says that it does not know  ${chargeId}` },
    { at: charge.finalSince, what: `gateway first reports a final status  ${chargeId}` },
    { at: charge.checkedAt, what: `gateway’s last signed answer  ${chargeId}` },
    { at: charge.expiresAt, what: `charge expires  ${chargeId}` },
  ]
}

const because: Readonly<Record<DecidedBy, string>> = {
  webhook: 'by a signed webhook',
  query: 'by the gateway’s signed answer to a query',
  close: 'we closed it at the gateway: another charge was needed, or it had expired',
  create: 'by the gateway’s answer to the create call, or because none came',
  silence: 'the create call was never answered',
  denials: 'the gateway did not know it until it had expired',
}

function decisionEvent({ chargeId, status, by, sha256, at }: ChargeDecision): Event {
  const hash = sha256 === null ? '' : `  sha256 ${sha256}`
  return { at, what: `decided: ${status}  ${chargeId}  ${because[by]}${hash}` }
}

function webhookEvents({ key, gateway, receivedAt, appliedAt, sha256 }: WebhookInHistory): Event[] {
  const waiting = appliedAt === null ? '  not applied yet' : ''
  return [
    { at: receivedAt, what: `webhook received  ${gateway} ${key}  sha256 ${sha256}${waiting}` },
    { at: appliedAt, what: `webhook applied  ${key}` },
  ]
}

/** In these words, because anybody with the order's link can send them. */
function pageEvents(rows: Pick<OrderHistory, 'pageEvents' | 'isPageEventsFull'>): Event[] {
  const told = rows.pageEvents.map(({ at, event, kind, charge_id: chargeId }) => ({
    at,
    what: `the page says that ${whatPageSays[event](kind ?? '')}  ${chargeId ?? ''}`.trimEnd(),
  }))
  const last = told.at(-1)
  if (!rows.isPageEventsFull || !last) return told
  const full = 'later reports of the page were not stored, except those of a charge’s own payer'
  return [...told, { at: last.at, what: full }]
}

const whatPageSays: Readonly<Record<PageEventName, (kind: string) => string>> = {
  sheet_asked: () => 'it asked WeChat for the sheet',
  bridge_answered: (kind) => `the bridge answered ${kind}`,
  sheet_denied: (kind) => `WeChat refused the sheet: ${kind}`,
  bridge_missing: () => 'WeChat’s bridge did not appear',
}

function refundEvents(refund: RefundRecord): Event[] {
  const { refundId, chargeId } = refund
  return [
    {
      at: refund.createdAt,
      what: `refund requested  ${refundId} of ${chargeId}${keySuffix(refund.askedBy)}`,
    },
    { at: refund.sentAt, what: `refund last sent  ${refundId}` },
    { at: refund.succeededAt, what: `refund succeeded  ${refundId}` },
    { at: refund.deniedSince, what: `gateway first says that it does not know  ${refundId}` },
  ]
}
