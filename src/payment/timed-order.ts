import type { Order } from './wire'

/** An order with its end by this phone's clock, so that the phone's time is never compared with the server's. */
export interface KnownOrder extends Order {
  /** Unix ms by this phone's clock. */
  readonly endsAt: number
}

/** An order that was told `at`, Unix ms by this phone's clock: how long it has left is the backend's word. */
export function known(order: Order, at: number): KnownOrder {
  return { ...order, endsAt: at + timeLeft(order.expiresAt, order.now) }
}

/** More than a slow network makes of it: this phone's clock was set, or stood still. */
const jumped = 5000

/**
 * The same order after another word of the backend's. An end that is merely a little off stays where it is,
 * so that no countdown trembles; one that has come too early is put off.
 */
export function retimed(order: KnownOrder, now: string, at: number): KnownOrder {
  const endsAt = at + timeLeft(order.expiresAt, now)
  const early = at >= order.endsAt && endsAt > at
  return early || Math.abs(endsAt - order.endsAt) > jumped ? { ...order, endsAt } : order
}

/** Whether an order's time was up when the backend answered. */
export function timeWasUp({ expiresAt }: Pick<Order, 'expiresAt'>, now: string): boolean {
  return timeLeft(expiresAt, now) <= 0
}

function timeLeft(expiresAt: string, now: string): number {
  return Date.parse(expiresAt) - Date.parse(now)
}
