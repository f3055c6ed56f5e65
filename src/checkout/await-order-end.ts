import type { PaymentEvent } from '@/payment/flow/events'
import type { Tools } from '@/platform/tools'

/** In ms. A timer cannot run longer than 24 days, and none runs while the phone sleeps: checked again each minute. */
const stride = 60_000

/** Waits until an order ends. */
export async function awaitEnd(
  { browser }: Tools,
  until: number,
  signal: AbortSignal,
): Promise<PaymentEvent> {
  for (let left = until - browser.now(); left > 0; left = until - browser.now()) {
    await browser.pause(Math.min(left, stride), signal)
  }
  return { type: 'time_up' }
}
