import { attemptKey, writeAttempt } from '@/payment/attempt'
import type { PaymentEvent } from '@/payment/flow/events'
import type { Charge } from '@/payment/wire'
import type { Tools } from '@/platform/tools'
import { readBridgeAnswer, type BridgeAnswer } from './bridge-answer'

/** Opens the pay sheet once and waits for its answer, which may never come. */
export function openSheet(
  { bridge, storage, browser }: Tools,
  { orderId, charge }: { orderId: string; charge: Charge },
  onNoise: () => void,
): Promise<PaymentEvent> {
  const { chargeId, jsApiParams } = charge
  const about = { orderId, chargeId }
  const found = bridge.find()
  if (!found) return Promise.resolve({ type: 'bridge_answered', hint: 'unknown' })
  storage.set(attemptKey(orderId), writeAttempt({ ...about, startedAt: browser.now() }))
  return new Promise<BridgeAnswer>((resolve) => {
    // WeChat: an object, not JSON text, and unchanged: the signature covers it.
    found.invoke('getBrandWCPayRequest', jsApiParams, (answer) => {
      const said = readBridgeAnswer(answer)
      if (said === 'noise') onNoise()
      else resolve(said)
    })
    // After the call: nothing may come between a tap and the sheet.
    browser.report({ event: 'sheet_asked', ...about })
  })
    .then((said) => {
      // Only the first of several callbacks counts.
      browser.report(
        said.hint === 'denied'
          ? { event: 'sheet_denied', kind: said.denial, ...about }
          : { event: 'bridge_answered', kind: said.hint, ...about },
      )
      return { type: 'bridge_answered' as const, hint: said.hint }
    })
    .catch((): PaymentEvent => ({ type: 'bridge_answered', hint: 'unknown' }))
}
