import type { PaymentEvent } from '@/payment/flow/events'
import type { Tools } from '@/platform/tools'

const patience = 8000

/** Waits for WeChat's bridge: checks, listens once, and checks again, because iOS may not send the event. */
export async function awaitBridge(tools: Tools, signal: AbortSignal): Promise<PaymentEvent> {
  const { bridge, browser } = tools
  const until = browser.now() + patience
  while (!bridge.find()) {
    if (browser.now() >= until || signal.aborted) return { type: 'bridge_missing' }
    await readyOrLater(tools, signal)
  }
  return { type: 'bridge_ready' }
}

/** The same when the payer wants to pay this order: a missing bridge is reported. */
export async function awaitBridgeToPay(
  tools: Tools,
  orderId: string,
  signal: AbortSignal,
): Promise<PaymentEvent> {
  const event = await awaitBridge(tools, signal)
  if (event.type === 'bridge_missing' && !signal.aborted)
    tools.browser.report({ event: event.type, orderId })
  return event
}

async function readyOrLater({ bridge, browser }: Tools, signal: AbortSignal): Promise<void> {
  const done = new AbortController()
  const stop = () => done.abort()
  signal.addEventListener('abort', stop)
  const ready = new Promise<void>((resolve) => bridge.onReady(resolve, done.signal))
  await Promise.race([ready, browser.pause(500, done.signal)])
  signal.removeEventListener('abort', stop)
  stop()
}
