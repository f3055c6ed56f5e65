import { createCharge, type ChargeRequest, type Payable } from './create-charge'
import { handOutCharge, type PayableCharge } from './hand-out-charge'
import { createCall } from './send-create'
import type { PaymentDeps } from '../core/deps'
import { attemptBound } from './attempt-limit'
import { decideCharge } from './charge-policy'
import {
  chargeInProgress,
  gatewaySilent,
  orderClosed,
  orderNotFound,
  orderPaid,
  paymentUnclear,
  tooManyCharges,
} from '../core/errors'
import { chargeLogFields } from '../core/log-fields'
import type { ChargeRecord } from '../core/records'
import { replaceCharge } from './replace-charge'
import { createTimeout } from '../schedules/charge-check-schedule'

/**
 * Gives the payer one charge that can be paid, by the contract's table «One live charge».
 * @throws CheckoutError order_not_found, order_paid, order_closed, charge_in_progress, gateway_rejected,
 *   gateway_untrusted, gateway_unavailable, rate_limited
 */
export async function requestCharge(
  deps: PaymentDeps,
  request: ChargeRequest,
): Promise<PayableCharge> {
  const giveUpAt = deps.clock.now() + createTimeout
  let found = await payableOrder(deps, request.orderId)
  // Only a charge that was live when the request came can be the one that its sheet refused. Of several such
  // requests at once the first creates a charge, and the others are given that one.
  const refused = request.renew && found.last?.status === 'live' ? found.last.chargeId : null
  for (;;) {
    const renew = found.last?.chargeId === refused
    const payable = await tryOnce(deps, { ...request, renew }, found)
    if (payable) return payable
    if (deps.clock.now() >= giveUpAt) throw chargeInProgress(2_000)
    await deps.clock.sleep(100)
    found = await payableOrder(deps, request.orderId)
  }
}

/** @returns null where another request was quicker or is under way: read again */
async function tryOnce(
  deps: PaymentDeps,
  request: ChargeRequest,
  found: Payable,
): Promise<PayableCharge | null> {
  const { last } = found
  const { capabilities } = deps.gateways[last?.gateway ?? deps.terms.gateway]
  const decision = decideCharge(
    last,
    { ...request, now: deps.clock.now() },
    deps.terms,
    capabilities,
  )
  switch (decision.do) {
    case 'create':
      return createCharge(deps, found, request)
    case 'give_again':
      return givenAgain(deps, last)
    case 'wait':
      return null
    case 'declare_lost':
      if (last) await declareLost(deps, last)
      return null
    case 'order_paid':
      throw orderPaid()
    case 'refuse':
      throw chargeInProgress(decision.retryAfterMs)
    case 'recover':
      return recover(deps, found, request, decision.again)
    case 'replace':
      return replace(deps, found, request)
  }
}

async function payableOrder(deps: PaymentDeps, orderId: string): Promise<Payable> {
  const found = await deps.repository.orderWithLastCharge(orderId)
  if (!found) throw orderNotFound()
  const { order } = found
  if (order.state === 'paid' || order.state === 'refunded') throw orderPaid()
  if (order.state === 'closed' || order.expiresAt <= deps.clock.now()) throw orderClosed()
  if (order.unknownPayment) throw paymentUnclear(decidedByAPerson, null)
  const held = (await deps.heldFor?.(found)) ?? null
  if (held && 'for' in held) {
    const inTime = held.until !== null && held.until < order.expiresAt
    throw paymentUnclear(held.for, inTime ? held.until : null)
  }
  return held ? { ...found, numberedAfter: held.after } : found
}

/** In ms: how often a payer's page asks again while a person has to decide. */
const decidedByAPerson = 5 * 60_000

/** @param again whether its create request is sent once more first */
async function recover(
  deps: PaymentDeps,
  found: Payable,
  request: ChargeRequest,
  again: boolean,
): Promise<PayableCharge | null> {
  const { order, last } = found
  if (last && again) {
    const call = createCall(order, last, request.clientIp)
    const answer = await deps.gateways[last.gateway].createCharge(call, last.createRequest)
    if (answer.outcome === 'created') return handOutCharge(deps, last, answer)
  }
  // From now on nobody can be given it, whoever else is repeating its create: it may be closed.
  if (!last || !(await declareLost(deps, last))) return null
  return replace(deps, { ...found, last: { ...last, status: 'lost' } }, request)
}

async function replace(
  deps: PaymentDeps,
  found: Payable,
  request: ChargeRequest,
): Promise<PayableCharge | null> {
  const { last } = found
  if (!last) return null
  if (request.early) throw chargeInProgress(0)
  await countAttempt(deps, request)
  const outcome = await replaceCharge(deps, last)
  switch (outcome) {
    case 'ended':
      return createCharge(deps, found, request, true)
    case 'paid':
      throw orderPaid()
    case 'unknown':
      throw gatewaySilent()
    case 'not_closed':
      return stillLive(deps, last, request)
  }
}

/** Counted before anything is sent: a close that fails has cost its calls as well. */
async function countAttempt(deps: PaymentDeps, { orderId, openid }: ChargeRequest): Promise<void> {
  const at = deps.clock.now()
  const limit = await deps.repository.countAttempt({ orderId, openid, at }, attemptBound)
  if (limit) throw tooManyCharges(limit.limitedUntil - at)
}

/**
 * WeChat refuses to close a young order: its own payer gets it again, anyone else has to wait. Trying to
 * close it took time, so the charge is read again first.
 */
async function stillLive(
  deps: PaymentDeps,
  before: ChargeRecord,
  request: ChargeRequest,
): Promise<PayableCharge | null> {
  const { last } = await payableOrder(deps, request.orderId)
  if (last?.chargeId === before.chargeId && last.status === 'lost') throw gatewaySilent()
  if (last?.chargeId !== before.chargeId || last.status !== 'live') return null
  const usable = last.openid === request.openid && last.expiresAt > deps.clock.now()
  if (!usable) throw chargeInProgress(30_000)
  return givenAgain(deps, last)
}

async function givenAgain(
  deps: PaymentDeps,
  last: ChargeRecord | null,
): Promise<PayableCharge | null> {
  if (!last?.jsApiParams) return null
  const jsApiParams = await deps.gateways[last.gateway].bridgeParameters(last.jsApiParams)
  return { charge: last, jsApiParams, created: false }
}

/**
 * Whoever made the create call is gone, or no longer waits for its answer.
 * @returns false where its state has changed meanwhile
 */
export async function declareLost(
  { repository, log, clock }: Pick<PaymentDeps, 'repository' | 'log' | 'clock'>,
  last: ChargeRecord,
): Promise<boolean> {
  const decision = { by: 'silence' as const, sha256: null, at: clock.now() }
  const lost = { failure: null, nextCheckAt: null, decision }
  const isLost = await repository.endCharge(last.chargeId, 'lost', lost)
  if (isLost) log.info({ ...chargeLogFields(last), status: 'lost' }, 'charge ended')
  return isLost
}
