import { setTimeout as pause } from 'node:timers/promises'
import { call, type CallOptions, type Line, type Seams } from './call.js'
import { createKeptKeys } from './refund-keys.js'
import { createNotifications, type NotificationCalls } from './notifications.js'
import { createOrders, type OrderCalls } from './orders.js'

export interface ClientOptions {
  /** `PUBLIC_URL` of the checkout, such as `https://pay.example.com/pay/`. */
  readonly publicUrl: string | URL
  /** `MERCHANT_API_KEY`. */
  readonly apiKey: string
  /** In ms, per try of a call; 30,000 by default. Closing an order may take half of it. */
  readonly timeout?: number
  /** How often a call is repeated where that is safe; 3 by default. */
  readonly retries?: number
  /** For tests: time, network and randomness. */
  readonly seams?: Partial<Seams>
}

/** All calls of the merchant API. Each rejects with a `CheckoutError`. Money is an integer in fen. */
export interface CheckoutClient {
  readonly orders: OrderCalls
  readonly notifications: NotificationCalls
  /**
   * A day's payments and refunds as CSV, in yuan, as bytes that Excel opens.
   * @param date a day in Beijing, such as `2026-11-01`
   */
  readonly exportDay: (date: string, options?: CallOptions) => Promise<Uint8Array>
}

/** @throws TypeError where `publicUrl` is not an address */
export function createClient(options: ClientOptions): CheckoutClient {
  const line = lineOf(options)
  return {
    orders: createOrders(line, createKeptKeys()),
    notifications: createNotifications(line),
    async exportDay(date, own) {
      const answer = await call(line, { method: 'GET', path: 'export', query: { date } }, own)
      return new Uint8Array(await answer.arrayBuffer())
    },
  }
}

function lineOf({ publicUrl, apiKey, timeout = 30_000, retries = 3, seams }: ClientOptions): Line {
  const base = new URL(publicUrl)
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  return {
    publicUrl: base,
    apiKey,
    timeout,
    retries,
    fetch: (...request) => fetch(...request),
    pause: (ms, signal) => pause(ms, undefined, signal && { signal }),
    random: Math.random,
    ...seams,
  }
}
