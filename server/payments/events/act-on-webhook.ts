import type { PaymentDeps } from '../core/deps'
import type { Webhook } from '../core/gateway'
import type { GatewayCharge } from '../core/gateway-reports'
import type { WebhookRecord, ChargeRecord } from '../core/records'
import { applyChargeReport, contradictionsOf } from '../reports/apply-charge-report'
import { applyRefundReport } from '../reports/apply-refund-report'
import { queryCharge, type QueryResult } from '../reports/query-charge'

/** @returns whether it is done with */
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
 * A complete success that matches what we hold is applied by itself. Anything else (an event that lacks
 * fields, contradicts us, or says that a charge failed or is under way) is found out by a query, never by
 * the event: a failure believed too early would let another charge be made beside a payable one.
 */
async function aboutACharge(
  deps: PaymentDeps,
  webhook: Webhook,
  { key, gateway, receivedAt }: WebhookRecord,
): Promise<boolean> {
  const { charge: report, chargeNumber, chargeGatewayId } = webhook
  const ours = chargeNumber === null ? null : await deps.repository.chargeById(chargeNumber)
  if (report?.status === 'succeeded' && !onlyLacksMode(deps, report, ours)) {
    // Of refunds an event of a charge may tell what is over by now: those are asked about.
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
  // It speaks of money that the gateway's own answer does not show yet.
  if (report?.status === 'succeeded' && asked === 'processing') return false
  return isDone(asked, ours)
}

/** A webhook's key ends with the hash of its bytes. */
function hashIn(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1)
}

/** A success that leaves out what the create answer told, and contradicts us in nothing else. */
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

/** The gateway answered, and told nothing: of what is nobody's there is nothing to be told. */
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
  // learns which charge this is, where its create answer never told.
  const asked = await queryCharge(deps, { gateway, gatewayId })
  if (asked === 'unknown_charge' || (notTold.has(asked) && !known)) {
    return notOurs(deps, webhook)
  }
  // What has not come in here has not gone back from here: its payment has to be known first.
  if (asked !== 'succeeded') return false
  const charge = await deps.repository.chargeByGatewayId(gatewayId)
  return charge !== null && refundIsTold(deps, webhook, charge)
}

function notOurs(deps: PaymentDeps, { id, kind }: Webhook): true {
  deps.log.info({ webhook: id, kind }, 'a webhook about nothing of ours')
  return true
}

/** Asks about the very refund that the event names. @returns whether there is nothing more to find out */
async function refundIsTold(
  deps: PaymentDeps,
  { refund: named }: Webhook,
  charge: ChargeRecord,
): Promise<boolean> {
  const { gatewayId } = charge
  if (gatewayId === null || !named?.gatewayId) return true
  const answer = await deps.gateways[charge.gateway].queryRefund(gatewayId, named.gatewayId)
  // A refusal too: the event is signed, and what it names may not be shown yet.
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
