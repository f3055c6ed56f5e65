import type { Wait } from '@/payment/effects'
import type { PaymentEvent } from '@/payment/flow/events'
import type { Poll } from '@/payment/poll'
import type { Order } from '@/payment/wire'
import { isOrder, isPayment } from '@/platform/answers'
import type { Tools } from '@/platform/tools'

interface Ask {
  readonly orderId: string
  readonly poll: Poll
  readonly wait: Wait
  readonly seen: boolean
  readonly known: Order['status']
}

/** Asks the backend for the status of a payment; the backend asks Paymax. */
export async function ask(
  tools: Tools,
  { orderId, poll, wait, seen, known }: Ask,
  signal: AbortSignal,
): Promise<PaymentEvent> {
  await turn(tools, poll, seen, signal)
  const path = `api/orders/${encodeURIComponent(orderId)}`
  const sentAt = tools.browser.now()
  const payment = await tools.http.get(`${path}/payment`, isPayment, { signal, wait })
  if (!payment.ok) return { type: 'ask_failed', failure: payment.failure }
  // Only a paid order contains the merchant's return address.
  const turned = payment.value.status === 'paid' && known !== 'paid'
  const order = turned ? await tools.http.get(path, isOrder) : null
  return {
    type: 'asked',
    answer: { payment: payment.value, sentAt, order: order?.ok ? order.value : null },
  }
}

/** Spread randomly over phones, and not while the phone is in a pocket. */
async function turn(
  { browser }: Tools,
  poll: Poll,
  seen: boolean,
  signal: AbortSignal,
): Promise<void> {
  if (poll.pause > 0) await browser.pause(poll.pause * (0.8 + 0.4 * browser.random()), signal)
  if (seen) await browser.inView(signal)
}
