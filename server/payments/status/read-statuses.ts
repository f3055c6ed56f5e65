import { isWorthQuerying } from '../reports/query-charge'
import type { PaymentDeps } from '../core/deps'
import { isFinal, paymentStatus } from './payment-status'
import type { OrderWithLastCharge } from '../core/order-repository'
import type { OrderReading } from './long-poll'

/** In ms: also the pause after a failed read, or past an order's end. */
const soon = 1_000

/** Reads many orders at once, with what to query and when to read them next. */
export function createStatusReader(
  deps: Pick<PaymentDeps, 'repository' | 'clock' | 'log'>,
  every: number,
): (orderIds: readonly string[]) => Promise<ReadonlyMap<string, OrderReading>> {
  function lookedAt(found: OrderWithLastCharge): OrderReading {
    if (isFinal(paymentStatus(found))) return 'final'
    const now = deps.clock.now()
    const { expiresAt } = found.order
    const nextLookAt = Math.max(now + soon, Math.min(now + every, expiresAt + soon))
    return { nextLookAt, charge: isWorthQuerying(found.last) ? found.last : null }
  }

  return async (orderIds) => {
    try {
      const found = await deps.repository.ordersWithLastCharge(orderIds)
      return new Map(found.map((one) => [one.order.orderId, lookedAt(one)]))
    } catch (error) {
      deps.log.error(
        { err: error, orders: orderIds.length },
        'reading the orders that are waited for failed',
      )
      const later = { nextLookAt: deps.clock.now() + soon, charge: null }
      return new Map(orderIds.map((orderId) => [orderId, later]))
    }
  }
}
