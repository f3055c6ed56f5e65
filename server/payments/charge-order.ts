import { CheckoutError } from '../errors'
import { createCharge, type ChargeWish, type PayableCharge } from './create-charge'
import type { PaymentDeps } from './deps'
import { createPatience, decide } from './one-live-charge'
import type { ChargeRecord, OrderRecord } from './records'
import { replaceCharge } from './replace-charge'

/**
 * Gives the payer one charge that can be paid, by the contract's table «One live charge».
 * @throws CheckoutError order_not_found, order_paid, order_closed, charge_in_progress,
 *   gateway_rejected, gateway_untrusted, gateway_unavailable
 */
export async function chargeOrder(deps: PaymentDeps, wish: ChargeWish): Promise<PayableCharge> {
  const giveUpAt = deps.clock.now() + createPatience
  for (;;) {
    const payable = await tryOnce(deps, wish)
    if (payable) return payable
    if (deps.clock.now() >= giveUpAt) throw inProgress(2_000)
    await deps.clock.sleep(100)
  }
}

/** @returns null where another request was quicker, or is under way: look again */
async function tryOnce(deps: PaymentDeps, wish: ChargeWish): Promise<PayableCharge | null> {
  const order = await payableOrder(deps, wish.orderId)
  const last = order.lastChargeId ? await deps.ledger.chargeById(order.lastChargeId) : null
  const decision = decide(last, { ...wish, now: deps.clock.now() }, deps.terms)
  switch (decision.do) {
    case 'create':
      return createCharge(deps, order, wish)
    case 'give_again':
      return givenAgain(last)
    case 'wait':
      return null
    case 'declare_lost':
      if (last) await declareLost(deps, last)
      return null
    case 'order_paid':
      throw orderPaid()
    case 'refuse':
      throw inProgress(decision.retryAfterMs)
    case 'replace':
      return replace(deps, order, last, wish)
  }
}

async function payableOrder(deps: PaymentDeps, orderId: string): Promise<OrderRecord> {
  const order = await deps.ledger.orderById(orderId)
  if (!order) throw new CheckoutError('order_not_found', 'No such order.')
  if (order.state === 'paid' || order.state === 'refunded') throw orderPaid()
  if (order.state === 'closed' || order.expiresAt <= deps.clock.now()) throw orderClosed()
  return order
}

async function replace(
  deps: PaymentDeps,
  order: OrderRecord,
  last: ChargeRecord | null,
  wish: ChargeWish,
): Promise<PayableCharge | null> {
  if (!last) return null
  const outcome = await replaceCharge(deps, last)
  switch (outcome) {
    case 'ended':
      return createCharge(deps, order, wish)
    case 'paid':
      throw orderPaid()
    case 'unknown':
      throw new CheckoutError('gateway_unavailable', 'The payment service did not answer.', {
        retryAfter: 3,
      })
    case 'not_closed':
      return stillLive(deps, last, wish)
  }
}

/** WeChat refuses to close a young order: its own payer gets it again, anyone else has to wait. */
function stillLive(deps: PaymentDeps, last: ChargeRecord, wish: ChargeWish): PayableCharge | null {
  const usable = last.openid === wish.openid && last.expiresAt > deps.clock.now()
  if (!usable) throw inProgress(30_000)
  return givenAgain(last)
}

function givenAgain(last: ChargeRecord | null): PayableCharge | null {
  if (!last?.jsApiParams) return null
  return { charge: last, jsApiParams: last.jsApiParams, created: false }
}

async function declareLost(deps: PaymentDeps, last: ChargeRecord): Promise<void> {
  await deps.ledger.endCharge(last.chargeId, ['creating'], 'lost', {
    failure: null,
    nextCheckAt: null,
  })
}

function orderPaid(): CheckoutError {
  return new CheckoutError('order_paid', 'This order has been paid.')
}

function orderClosed(): CheckoutError {
  return new CheckoutError('order_closed', 'This order can no longer be paid.')
}

function inProgress(retryAfterMs: number): CheckoutError {
  return new CheckoutError('charge_in_progress', 'Another payment of this order is under way.', {
    retryAfter: Math.max(1, Math.ceil(retryAfterMs / 1000)),
  })
}
