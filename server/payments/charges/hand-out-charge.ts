import type { JsApiParams } from '../../contract/charges'
import { CheckoutError } from '../../contract/errors'
import type { PaymentDeps } from '../core/deps'
import type { CreateOutcome } from '../core/gateway-calls'
import type { GatewayCharge, GatewayFailure } from '../core/gateway-reports'
import { chargeLogFields } from '../core/log-fields'
import type { ChargeRecord } from '../core/records'
import { contradictionsOf } from '../reports/apply-charge-report'
import { firstCheckAfter } from '../schedules/charge-check-schedule'

export interface PayableCharge {
  readonly charge: ChargeRecord
  readonly jsApiParams: JsApiParams
  /** false where a live charge was given again */
  readonly created: boolean
}

/**
 * Commits the credential of a created charge, then hands it out.
 * @returns null where another request was quicker
 * @throws CheckoutError gateway_rejected, gateway_untrusted, gateway_unavailable
 */
export async function handOutCharge(
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
      deps.log.info(chargeLogFields({ ...charge, gatewayId }), 'charge made')
      deps.metrics.chargeMade(charge)
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
 * Nobody received the answer with the credential, so nobody can hold a sheet. Where the gateway can neither
 * be queried nor sent the create again, the payer may try again at once, and the charge waits for its
 * webhook. Elsewhere it stays as it is: the next request or the worker sends it again or closes it.
 */
function doubtful(deps: PaymentDeps, { gateway }: ChargeRecord): 'lost' | 'creating' {
  return deps.gateways[gateway].capabilities.createRepeatable ? 'creating' : 'lost'
}

/**
 * Where a create may be repeated, another request may be repeating it now: what is refused here may be
 * created there.
 */
function refused(deps: PaymentDeps, { gateway }: ChargeRecord): 'lost' | 'failed' {
  return deps.gateways[gateway].capabilities.createRepeatable ? 'lost' : 'failed'
}

/**
 * The charge was declared lost meanwhile, or another charge paid its order: somebody may hold another
 * credential by now, so this one is not handed out. Its gateway id is known at last, so it can be queried
 * from now on.
 */
async function tooLate(
  deps: PaymentDeps,
  charge: ChargeRecord,
  made: GatewayCharge,
): Promise<null> {
  await deps.repository.noteChecked(charge.chargeId, charge.createdAt, made)
  deps.log.info(chargeLogFields({ ...charge, gatewayId: made.gatewayId }), 'charge made too late')
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
    const decision = { by: 'create' as const, sha256: null, at: deps.clock.now() }
    await deps.repository.endCharge(chargeId, to, { failure, nextCheckAt: null, decision })
    deps.changed(orderId)
  }
  deps.log.warn({ ...chargeLogFields(charge), outcome: to, failure }, 'no charge was made')
  const retry = code === 'gateway_unavailable' ? { retryAfter: 2 } : {}
  throw new CheckoutError(code, explanations[code], retry)
}
