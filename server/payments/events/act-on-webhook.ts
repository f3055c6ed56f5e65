import type { PaymentDeps } from '../core/deps'
import type { Webhook } from '../core/gateway'
import type { GatewayCharge } from '../core/gateway-reports'
import type { WebhookRecord, ChargeRecord } from '../core/records'
import { applyChargeReport, contradictionsOf } from '../reports/apply-charge-report'
import { applyRefundReport } from '../reports/apply-refund-report'
import { queryCharge, type QueryResult } from '../reports/query-charge'

/** @returns whether nothing is left to do for it */
export function actOnWebhook(
  deps: PaymentDeps,
  webhook: Webhook,
  record: WebhookRecord,
): Promise<boolean> {
  return webhook.kind === 'refund'
    ? aboutARefund(deps, webhook, record)
    : aboutACharge(deps, webhook, record)
}

/**
 * A complete success that matches our records is applied directly. For anything else (an event that lacks
 * fields, contradicts us, or says that a charge failed or is under way) the gateway is queried: believing a
 * failure too early would allow another charge beside a payable one.
 */
async function aboutACharge(
  deps: PaymentDeps,
  webhook: Webhook,
  { key, gateway, receivedAt }: WebhookRecord,
): Promise<boolean> {
  const { charge: report, chargeNumber, chargeGatewayId } = webhook
  const ours = chargeNumber === null ? null : await deps.repository.chargeById(chargeNumber)
  if (report?.status === 'succeeded' && !onlyLacksMode(deps, report, ours)) {
    // An event of a charge may list refunds that have ended: those are queried.
    const applied = await applyChargeReport(
      deps,
      { ...report, refunds: [], amountRefunded: 0, sha256: hashIn(key) },
      receivedAt,
      'webhook',
      ours,
    )
    if (applied === 'succeeded' || applied === 'unknown_charge') return true
  } else if (chargeNumber !== null && !ours && report) {
    return notOurs(deps, webhook)
  }
  const gatewayId = ours?.gatewayId ?? chargeGatewayId
  if (gatewayId === null) {
    return notOurs(deps, webhook)
  }
  const asked = await queryCharge(deps, { gateway, gatewayId })
  // It is about money that the gateway's own answer does not show yet.
  if (report?.status === 'succeeded' && asked === 'processing') return false
  return isDone(asked, ours)
}

/** The key of a webhook ends with the hash of its bytes. */
function hashIn(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1)
}

/** A success that lacks what the create answer said, and contradicts us in nothing else. */
function onlyLacksMode(
  deps: PaymentDeps,
  report: GatewayCharge,
  ours: ChargeRecord | null,
): boolean {
  if (ours === null || ours.livemode === null || report.livemode !== null) return false
  const filled = { ...report, livemode: ours.livemode }
  return contradictionsOf(deps, ours, filled).length === 0
}

function isDone(asked: QueryResult, ours: ChargeRecord | null): boolean {
  if (asked === 'no_answer') return false
  return !notTold.has(asked) || ours === null
}

/** The gateway answered that it knows nothing of it: an unknown charge needs no further work. */
const notTold: ReadonlySet<QueryResult> = new Set(['refused', 'denied', 'denied_for_good'])

async function aboutARefund(
  deps: PaymentDeps,
  webhook: Webhook,
  { gateway }: WebhookRecord,
): Promise<boolean> {
  const known = await chargeOf(deps, webhook)
  const gatewayId = known?.gatewayId ?? webhook.chargeGatewayId
  if (gatewayId === null) return notOurs(deps, webhook)
  // Applying takes over the refunds that the answer lists (not every answer lists them, nor at once), and
  // learns which charge this is, where its create answer was lost.
  const asked = await queryCharge(deps, { gateway, gatewayId })
  if (asked === 'unknown_charge' || (notTold.has(asked) && !known)) {
    return notOurs(deps, webhook)
  }
  // Money that has not come in has not been refunded either: the payment has to be known first.
  if (asked !== 'succeeded') return false
  const charge = await deps.repository.chargeByGatewayId(gatewayId)
  return charge !== null && refundIsTold(deps, webhook, charge)
}

function notOurs(deps: PaymentDeps, { id, kind }: Webhook): true {
  deps.log.info({ webhook: id, kind }, 'a webhook names no charge or refund of ours')
  return true
}

/**
 * Queries the refund that the event names.
 * @returns whether nothing is left to find out
 */
async function refundIsTold(
  deps: PaymentDeps,
  { refund: named }: Webhook,
  charge: ChargeRecord,
): Promise<boolean> {
  const { gatewayId } = charge
  if (gatewayId === null || !named?.gatewayId) return true
  const answer = await deps.gateways[charge.gateway].queryRefund(gatewayId, named.gatewayId)
  // Also after a refusal: the event is signed, and what it names may not be visible yet.
  if (answer.outcome !== 'answered') return false
  return applyRefundReport(deps, charge, answer.refund)
}

/** By the charge that the event names, else by the refund. */
async function chargeOf(
  { repository }: PaymentDeps,
  { chargeGatewayId, refund: named }: Webhook,
): Promise<ChargeRecord | null> {
  if (chargeGatewayId !== null) return repository.chargeByGatewayId(chargeGatewayId)
  const byId = named?.refundId ? await repository.refundById(named.refundId) : null
  const refund =
    byId ?? (named?.gatewayId ? await repository.refundByGatewayId(named.gatewayId) : null)
  return refund && repository.chargeById(refund.chargeId)
}
