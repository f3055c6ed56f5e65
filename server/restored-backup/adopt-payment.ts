/**
 * Records a payment that is missing here after a restored backup, because a person asks for it: the one
 * exception to promise 2.
 */
import type { GatewayCharge } from '../payments/core/gateway-reports'
import {
  untouchedCharge,
  type ChargeRecord,
  type GatewayName,
  type OrderRecord,
} from '../payments/core/records'
import { applyChargeReport, type ChargeReportDeps } from '../payments/reports/apply-charge-report'
import { automaticRefunds } from '../payments/reports/automatic-refund'

export interface AdoptDeps extends ChargeReportDeps {
  /** The official account, used where the gateway does not name one. */
  readonly appId: string
}

export type Adopted =
  | { readonly outcome: 'adopted'; readonly order: OrderRecord; readonly became: string }
  | { readonly outcome: 'refunding'; readonly order: OrderRecord }
  /** A sentence that says why nothing was done. `not_told`: this gateway does not say. */
  | { readonly outcome: 'not_told'; readonly why: string }
  | { readonly outcome: 'refused'; readonly why: string }

/**
 * Queries the gateway and records what it vouches for: a payment to our account, for an order that exists
 * here, with the order's amount and currency, that is not recorded yet. Money that the order does not take is
 * refunded, as always.
 * @param refund refund it whatever its order's state
 */
export async function adoptPayment(
  deps: AdoptDeps,
  gateway: GatewayName,
  gatewayId: string,
  refund: boolean,
): Promise<Adopted> {
  const askedAt = deps.clock.now()
  const answer = await deps.gateways[gateway].queryCharge(gatewayId)
  if (answer.outcome !== 'answered') {
    const { code, message } = answer.failure
    const why = `no gateway confirms ${gatewayId} (${code}: ${message}).`
    return { outcome: 'not_told', why }
  }
  const { charge: report } = answer
  const found = await orderOf(deps, gateway, report)
  if (typeof found === 'string') return refused(found)
  const charge = chargeOf(deps, gateway, report, found)
  if (refund) return sendBack(deps, charge, found)
  if (!(await deps.repository.adoptCharge(charge, askedAt, null))) return refused(known)
  await applyChargeReport(deps, report, askedAt)
  const after = await deps.repository.orderById(found.orderId)
  const isPaidByIt = after?.paidChargeId === charge.chargeId
  return {
    outcome: 'adopted',
    order: found,
    became: isPaidByIt ? 'paid' : (after?.state ?? 'gone'),
  }
}

const known = 'it is already recorded.'

function refused(why: string): Adopted {
  return { outcome: 'refused', why }
}

/** @returns why it must not be recorded, if so */
async function orderOf(
  { repository, gateways }: AdoptDeps,
  gateway: GatewayName,
  report: GatewayCharge,
): Promise<OrderRecord | string> {
  const { status, app, chargeNumber, orderNo, amount, currency } = report
  if (status !== 'succeeded') return `the gateway reports ${status}, not paid.`
  if (app !== gateways[gateway].account) return `it was paid to another account (${app}).`
  const isKnown =
    (await repository.chargeById(chargeNumber)) ?? (await repository.archivedCharge(chargeNumber))
  if (isKnown) return known
  if (orderNo === undefined) return 'it names no order. Refund it in the gateway’s console.'
  const order = await repository.orderByNo(orderNo)
  if (!order) {
    return `its order ${orderNo} does not exist here. Let the shop place it again (it is then held) and adopt the payment, or refund it in the gateway’s console.`
  }
  if (order.archivedAt !== undefined) return `its order ${orderNo} was archived.`
  if (order.amount !== amount || order.currency !== currency) {
    return `its amount is ${String(amount)} fen ${currency}, but order ${orderNo} is for ${order.amount} fen ${order.currency}.`
  }
  return order
}

/** Recorded as if it had been closed here: only the gateway's report makes it paid. */
function chargeOf(
  { gateways, appId }: AdoptDeps,
  gateway: GatewayName,
  report: GatewayCharge,
  order: OrderRecord,
): ChargeRecord {
  const paidAt = report.paidAt ?? order.createdAt
  return {
    ...untouchedCharge,
    chargeId: report.chargeNumber,
    orderId: order.orderId,
    openid: report.openid ?? '',
    amount: order.amount,
    currency: order.currency,
    status: 'closed',
    gatewayId: report.gatewayId,
    livemode: report.livemode,
    createRequest: null,
    createdAt: paidAt,
    expiresAt: paidAt,
    gateway,
    account: gateways[gateway].account,
    appId: report.appId ?? appId,
    graceFrom: paidAt,
  }
}

async function sendBack(
  { repository, clock, random }: AdoptDeps,
  charge: ChargeRecord,
  order: OrderRecord,
): Promise<Adopted> {
  const now = clock.now()
  const paid: ChargeRecord = { ...charge, status: 'succeeded', paidAt: charge.createdAt }
  const refund = { ...automaticRefunds(paid, now, random).late.refund, reason: 'unknown_payment' }
  if (!(await repository.adoptCharge(paid, now, refund))) return refused(known)
  return { outcome: 'refunding', order }
}
