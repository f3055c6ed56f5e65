import type { PaymentEvent } from '@/payment/flow/events'
import type { Tools } from '@/platform/outside'
import { awaitBridge } from './await-bridge'

/**
 * Hides WeChat's «…» menu, or brings it back, as soon as the bridge is there; nothing waits for it.
 * The menu offers to share and to copy a link that somebody could pay (on iOS the landing's link at that).
 */
export async function setOptionMenu(
  tools: Tools,
  shown: boolean,
  signal: AbortSignal,
): Promise<PaymentEvent | null> {
  const { type } = await awaitBridge(tools, signal)
  if (type === 'bridge_missing') await arrival(tools, signal)
  // Some systems know no such method: a menu that stays is a convenience lost, and no reason to stop.
  if (!signal.aborted) tools.bridge.tell(shown ? 'showOptionMenu' : 'hideOptionMenu')
  return null
}

function arrival({ bridge }: Tools, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve())
    bridge.onReady(resolve, signal)
  })
}
