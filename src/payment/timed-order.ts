import type { Order } from './wire'

/** An order with its end by this phone's clock, so that the phone's time is never compared with the server's. */
export interface KnownOrder extends Order {
  /** Unix ms by this phone's clock. */
  readonly endsAt: number
}

/** An order received `at`, Unix ms by this phone's clock; the time left is the backend's. */
export function known(order: Order, at: number): KnownOrder {
  return { ...order, endsAt: at + timeLeft(order.expiresAt, order.now) }
}

/** In ms. More than a slow network explains: this phone's clock was set, or stood still. */
const jumped = 5000

/**
 * The same order after another answer. An end that differs only slightly stays, so that the countdown does
 * not jump; one that came too early is corrected.
 */
export function retimed(order: KnownOrder, now: string, at: number): KnownOrder {
  const endsAt = at + timeLeft(order.expiresAt, now)
  const early = at >= order.endsAt && endsAt > at
  return early || Math.abs(endsAt - order.endsAt) > jumped ? { ...order, endsAt } : order
}

/** Whether the order had expired when the backend answered. */
export function timeWasUp({ expiresAt }: Pick<Order, 'expiresAt'>, now: string): boolean {
  return timeLeft(expiresAt, now) <= 0
}

function timeLeft(expiresAt: string, now: string): number {
  return Date.parse(expiresAt) - Date.parse(now)
}
