import type { PaymentEvent } from '@/payment/flow/events'
import type { Tools } from '@/platform/tools'
import { awaitBridge } from './await-bridge'

/**
 * Hides WeChat's «…» menu, or shows it again, as soon as the bridge is there; nothing waits for it. The menu
 * offers to share and copy a link that somebody could pay (on iOS even the landing's).
 */
export async function setOptionMenu(
  tools: Tools,
  shown: boolean,
  signal: AbortSignal,
): Promise<PaymentEvent | null> {
  const { type } = await awaitBridge(tools, signal)
  if (type === 'bridge_missing') await arrival(tools, signal)
  // Some systems have no such method: the menu then stays, which does no harm.
  if (!signal.aborted) tools.bridge.tell(shown ? 'showOptionMenu' : 'hideOptionMenu')
  return null
}

function arrival({ bridge }: Tools, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve())
    bridge.onReady(resolve, signal)
  })
}
