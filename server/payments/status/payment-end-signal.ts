import type { Clock } from '../core/deps'

/** In ms: longer than another process takes to apply a webhook that it has just acknowledged. */
const moment = 250

/** A status query first waits a moment for news of the payment's end, which spares the gateway a query. */
export interface PaymentEndSignal {
  /** The payment of this order has ended. */
  readonly note: (orderId: string) => void
  /** @returns whether that was reported within a moment from now */
  readonly of: (orderId: string) => Promise<boolean>
}

export function createPaymentEndSignal(clock: Pick<Clock, 'sleep'>): PaymentEndSignal {
  const awaited = new Map<string, Set<() => void>>()

  function leave(orderId: string, waiter: () => void): void {
    const waiters = awaited.get(orderId)
    waiters?.delete(waiter)
    if (waiters?.size === 0) awaited.delete(orderId)
  }

  return {
    note(orderId) {
      for (const waiter of awaited.get(orderId) ?? []) waiter()
    },
    of(orderId) {
      return new Promise((resolve) => {
        const end = (hasEnded: boolean) => {
          leave(orderId, waiter)
          resolve(hasEnded)
        }
        const waiter = () => end(true)
        awaited.set(orderId, (awaited.get(orderId) ?? new Set()).add(waiter))
        void clock.sleep(moment).then(() => end(false))
      })
    },
  }
}
