import { isWorthQuerying } from '../reports/query-charge'
import type { PaymentDeps } from '../core/deps'
import { isFinal, paymentStatus } from './payment-status'
import type { OrderWithLastCharge } from '../core/order-repository'
import type { OrderReading } from './long-poll'

/** How often an order is looked at on behalf of who waits for it. In ms. */
export const readEvery = {
  /** Another process may move it, and tells nobody. */
  shared: 1_000,
  /** All that moves an order tells by itself, but for its running out of time. */
  alone: 15_000,
} as const

/** Also how long after a look that failed, or past an order's end, the next one follows. */
const soon = 1_000

/** Looks at many orders in one reading; what they are asked about, and when they are looked at next. */
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
      deps.log.error({ err: error, orders: orderIds.length }, 'a look for those who wait failed')
      const later = { nextLookAt: deps.clock.now() + soon, charge: null }
      return new Map(orderIds.map((orderId) => [orderId, later]))
    }
  }
}
