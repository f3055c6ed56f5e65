import type { JsApiParams } from '../../contract/charges'
import { CheckoutError } from '../../contract/errors'
import type { PaymentDeps } from '../core/deps'
import type { CreateOutcome, GatewayCharge, GatewayFailure } from '../core/gateway'
import { createCall, sendCreate } from './send-create'
import { newChargeId } from '../core/ids'
import type { ChargeRecord } from '../core/records'
import type { OrderWithLastCharge } from '../core/repository'
import { attemptBound, graceFrom } from './charge-policy'
import { tooManyCharges } from '../core/errors'
import { createTimeout, firstCheckAfter } from '../reports/charge-check-schedule'
import { contradictionsOf } from '../reports/apply-charge-report'

export interface ChargeRequest {
  readonly orderId: string
  /** From the session only, never from a request's body. */
  readonly openid: string
  readonly clientIp: string
  readonly renew: boolean
  readonly automatic: boolean
  /** Before the page itself has asked for it: makes a charge or gives one again, and closes none. */
  readonly early?: boolean
}

export interface PayableCharge {
  readonly charge: ChargeRecord
  readonly jsApiParams: JsApiParams
  /** false where a live charge was given again */
  readonly created: boolean
}

/**
 * Paymax's least life of a charge on `wechat_wap` (three minutes), and two for the clocks' difference:
 * answers that are further off are refused anyway.
 */
const shortestLife = 300_000

/** When a charge made now should end: with its order if that is sooner, never under the minimum. */
function chargeExpiry(now: number, chargeTtl: number, orderExpiresAt: number): number {
  return Math.max(Math.min(now + chargeTtl, orderExpiresAt), now + shortestLife)
}

/**
 * Makes a charge in place of the order's last one. Its row is committed before the gateway is called,
 * its credential before anyone is handed it: a crash in between leaves a trace, never a second
 * payable charge.
 * @param found the order, and its last charge as the caller saw it
 * @param isCounted whether this attempt was counted when the last charge was closed for it
 * @returns null where another request was quicker
 * @throws CheckoutError gateway_rejected, gateway_untrusted, gateway_unavailable, rate_limited
 */
export async function createCharge(
  deps: PaymentDeps,
  { order, last }: OrderWithLastCharge,
  wish: ChargeRequest,
  isCounted = false,
): Promise<PayableCharge | null> {
  const now = deps.clock.now()
  const { gateway } = deps.terms
  const adapter = deps.gateways[gateway]
  const chargeId = newChargeId(deps.random)
  const expiresAt = chargeExpiry(now, deps.terms.chargeTtl, order.expiresAt)
  const call = createCall(order, { chargeId, openid: wish.openid, expiresAt }, wish.clientIp)
  const charge: ChargeRecord = {
    chargeId,
    orderId: order.orderId,
    openid: wish.openid,
    amount: order.amount,
    currency: order.currency,
    status: 'creating',
    gatewayId: adapter.nature.findsByOurNumber ? chargeId : null,
    livemode: null,
    jsApiParams: null,
    createRequest: adapter.createRequest(call),
    createdAt: now,
    expiresAt,
    checkedAt: null,
    paidAt: null,
    transactionNo: null,
    failure: null,
    finalSince: null,
    refunded: 0,
    refundUnderWay: null,
    gateway,
    account: adapter.account,
    appId: deps.terms.appId,
    graceFrom: graceFrom(last, { openid: wish.openid, now }, deps.terms),
    denials: 0,
    deniedSince: null,
  }
  // Should this process end during the call, the worker ends the charge.
  const leftAt = now + createTimeout
  const bound = isCounted ? undefined : attemptBound
  const { lastChargeId, amendments } = order
  const begun = await deps.repository.beginCharge(charge, lastChargeId, leftAt, bound, amendments)
  if (begun === 'overtaken') return null
  if (begun !== 'begun') throw tooManyCharges(begun.limitedUntil - now)
  return handOut(deps, charge, await sendCreate(deps, charge, call))
}

/**
 * Commits the credential of a charge that was made, and hands it out.
 * @returns null where another request was quicker
 * @throws CheckoutError gateway_rejected, gateway_untrusted, gateway_unavailable
 */
export async function handOut(
  deps: PaymentDeps,
  charge: ChargeRecord,
  answer: CreateOutcome,
): Promise<PayableCharge | null> {
  switch (answer.outcome) {
    case 'created': {
      const contradictions = contradictionsOf(deps, charge, answer.charge)
      if (contradictions.length > 0) {
        const failure = {
          reason: 'untrusted' as const,
          code: 'contradiction',
          message: contradictions.join('; '),
        }
        return giveUp(deps, charge, 'lost', 'gateway_untrusted', failure)
      }
      const { gatewayId, livemode } = answer.charge
      const { jsApiParams } = answer
      const nextCheckAt = deps.clock.now() + firstCheckAfter
      const created = { gatewayId, livemode, jsApiParams, nextCheckAt }
      if (!(await deps.repository.chargeCreated(charge.chargeId, created))) {
        return tooLate(deps, charge, answer.charge)
      }
      deps.changed(charge.orderId)
      return { charge: { ...charge, ...created, status: 'live' }, jsApiParams, created: true }
    }
    case 'failed':
      return giveUp(deps, charge, 'failed', 'gateway_rejected', answer.charge.failure)
    case 'rejected':
    case 'denied':
      return giveUp(deps, charge, refused(deps, charge), 'gateway_rejected', answer.failure)
    case 'unavailable':
      return giveUp(deps, charge, 'lost', 'gateway_unavailable', answer.failure)
    case 'lost':
    case 'exists':
      return giveUp(deps, charge, doubtful(deps, charge), 'gateway_unavailable', answer.failure)
    case 'untrusted':
      return giveUp(deps, charge, doubtful(deps, charge), 'gateway_untrusted', answer.failure)
  }
}

/**
 * The answer with the credential reached nobody, so nobody can hold a sheet. Where the gateway can neither be
 * asked for it nor sent it again, the payer may try again at once, and the charge stays on watch for its
 * webhook. Elsewhere it stays as it is: whoever asks next, or the worker, sends it again or sees it closed.
 */
function doubtful(deps: PaymentDeps, { gateway }: ChargeRecord): 'lost' | 'creating' {
  return deps.gateways[gateway].nature.createRepeatable ? 'creating' : 'lost'
}

/** Where a create may be sent again, another request may just be sending it: what is refused here may be made there. */
function refused(deps: PaymentDeps, { gateway }: ChargeRecord): 'lost' | 'failed' {
  return deps.gateways[gateway].nature.createRepeatable ? 'lost' : 'failed'
}

/**
 * Declared lost meanwhile, or its order paid by another charge: somebody may hold another credential by
 * now, so this one stays in here. Its gateway id is known at last, so from now on it can be asked about.
 */
async function tooLate(
  deps: PaymentDeps,
  charge: ChargeRecord,
  made: GatewayCharge,
): Promise<null> {
  await deps.repository.noteChecked(charge.chargeId, charge.createdAt, made)
  return null
}

const explanations = {
  gateway_rejected: 'The payment service refused this payment.',
  gateway_untrusted: 'The payment service’s answer could not be verified.',
  gateway_unavailable: 'The payment service did not answer.',
} as const

async function giveUp(
  deps: PaymentDeps,
  charge: ChargeRecord,
  to: 'failed' | 'lost' | 'creating',
  code: keyof typeof explanations,
  failure: GatewayFailure | null,
): Promise<never> {
  const { orderId, chargeId } = charge
  if (to !== 'creating') {
    await deps.repository.endCharge(chargeId, to, { failure, nextCheckAt: null })
    deps.changed(orderId)
  }
  deps.log.warn({ orderId, chargeId, outcome: to, failure }, 'no charge was made')
  const retry = code === 'gateway_unavailable' ? { retryAfter: 2 } : {}
  throw new CheckoutError(code, explanations[code], retry)
}
