import { CheckoutError } from '../../contract/errors'

export function orderNotFound(): CheckoutError {
  return new CheckoutError('order_not_found', 'No such order.')
}

export function orderPaid(): CheckoutError {
  return new CheckoutError('order_paid', 'This order has been paid.')
}

export function orderClosed(): CheckoutError {
  return new CheckoutError('order_closed', 'This order can no longer be paid.')
}

export function orderArchived(): CheckoutError {
  const detail = 'This order was archived: a refund of it is made in the console of its gateway.'
  return new CheckoutError('order_archived', detail)
}

export function chargeInProgress(retryAfterMs: number): CheckoutError {
  return new CheckoutError('charge_in_progress', 'Another payment of this order is under way.', {
    retryAfter: Math.max(1, Math.ceil(retryAfterMs / 1000)),
  })
}

/**
 * A payment of it has come, or may have, that is not recorded: whoever pays now might pay twice.
 * @param until Unix ms, about when that is clear; null where a person has to find out, or the order ends before
 */
export function paymentUnclear(retryAfterMs: number, until: number | null): CheckoutError {
  const detail = 'Whether this order has been paid already is being found out.'
  return new CheckoutError('charge_in_progress', detail, {
    retryAfter: Math.max(1, Math.ceil(retryAfterMs / 1000)),
    extra: { heldUntil: until === null ? null : new Date(until).toISOString() },
  })
}

export function tooManyCharges(retryAfterMs: number): CheckoutError {
  const detail = 'You have begun to pay this order too often. Try again a little later.'
  return new CheckoutError('rate_limited', detail, {
    retryAfter: Math.max(1, Math.ceil(retryAfterMs / 1000)),
  })
}

export function gatewaySilent(): CheckoutError {
  return new CheckoutError('gateway_unavailable', 'The payment service did not answer.', {
    retryAfter: 3,
  })
}
