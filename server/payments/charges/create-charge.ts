import type { PaymentDeps } from '../core/deps'
import { createCall, sendCreate } from './send-create'
import { newChargeId } from '../core/charge-number'
import { untouchedCharge, type ChargeRecord } from '../core/records'
import type { CreateCharge } from '../core/gateway-calls'
import type { OrderWithLastCharge } from '../core/order-repository'
import { attemptBound } from './attempt-limit'
import { graceFrom } from './charge-policy'
import { tooManyCharges } from '../core/errors'
import { createTimeout } from '../schedules/charge-check-schedule'
import { handOutCharge, type PayableCharge } from './hand-out-charge'

export interface ChargeRequest {
  readonly orderId: string
  /** From the session only, never from a request's body. */
  readonly openid: string
  readonly clientIp: string
  readonly renew: boolean
  readonly automatic: boolean
  /** Before the page itself has asked: may create a charge or give one again, but closes none. */
  readonly early?: boolean
}

/**
 * In ms: Paymax's minimum life of a charge on `wechat_wap` (three minutes), plus two for clock differences.
 * Answers further off are refused anyway.
 */
const shortestLife = 300_000

/** When a charge made now should end: with its order if that is sooner, but never under the minimum. */
function chargeExpiry(now: number, chargeTtl: number, orderExpiresAt: number): number {
  return Math.max(Math.min(now + chargeTtl, orderExpiresAt), now + shortestLife)
}

export interface Payable extends OrderWithLastCharge {
  /** The order's last number that the gateway knows; left out: the one of its last charge. */
  readonly numberedAfter?: string | null
}

/**
 * Creates a charge in place of the order's last one. Its row is committed before the gateway is called, and
 * its credential before anyone gets it: a crash in between leaves a trace, never a second payable charge.
 * @param found the order, and its last charge as the caller saw it
 * @param isCounted whether this attempt was counted already, when the last charge was closed for it
 * @returns null where another request was quicker
 * @throws CheckoutError gateway_rejected, gateway_untrusted, gateway_unavailable, rate_limited
 */
export async function createCharge(
  deps: PaymentDeps,
  found: Payable,
  request: ChargeRequest,
  isCounted = false,
): Promise<PayableCharge | null> {
  const { order } = found
  let { numberedAfter = order.lastChargeId } = found
  for (;;) {
    const chargeId = deps.chargeIdAfter?.(order.orderNo, numberedAfter) ?? newChargeId(deps.random)
    const { charge, call } = newCharge(deps, found, request, chargeId)
    // Should this process end during the call, the worker ends the charge.
    const leftAt = charge.createdAt + createTimeout
    const bound = isCounted ? undefined : attemptBound
    const { lastChargeId, amendments } = order
    const begun = await deps.repository.beginCharge(charge, lastChargeId, leftAt, bound, amendments)
    if (begun === 'begun') return handOutCharge(deps, charge, await sendCreate(deps, charge, call))
    if (begun === 'overtaken') return null
    if (begun !== 'number_taken') throw tooManyCharges(begun.limitedUntil - charge.createdAt)
    // Adopted after a backup was put back: it is in the books, and not the order's last one.
    numberedAfter = chargeId
  }
}

function newCharge(
  deps: PaymentDeps,
  { order, last }: OrderWithLastCharge,
  { openid, clientIp }: ChargeRequest,
  chargeId: string,
): { readonly charge: ChargeRecord; readonly call: CreateCharge } {
  const now = deps.clock.now()
  const { gateway, chargeTtl, appId } = deps.terms
  const adapter = deps.gateways[gateway]
  const expiresAt = chargeExpiry(now, chargeTtl, order.expiresAt)
  const call = createCall(order, { chargeId, openid, expiresAt }, clientIp)
  const charge: ChargeRecord = {
    ...untouchedCharge,
    chargeId,
    orderId: order.orderId,
    openid,
    amount: order.amount,
    currency: order.currency,
    status: 'creating',
    gatewayId: adapter.capabilities.findsByOurNumber ? chargeId : null,
    createRequest: adapter.createRequest(call),
    createdAt: now,
    expiresAt,
    gateway,
    account: adapter.account,
    appId,
    graceFrom: graceFrom(last, { openid, now }, deps.terms),
  }
  return { charge, call }
}
