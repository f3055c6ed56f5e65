import { attemptKey, writeAttempt } from '@/payment/attempt'
import type { PaymentEvent } from '@/payment/flow/events'
import type { Charge } from '@/payment/wire'
import type { Tools } from '@/platform/outside'
import { readBridgeAnswer, type BridgeAnswer } from './bridge-answer'

/** Opens the pay sheet, once, and waits for what it says; it may well say nothing at all. */
export function openSheet(
  { bridge, storage, browser }: Tools,
  { orderId, charge }: { orderId: string; charge: Charge },
  onNoise: () => void,
): Promise<PaymentEvent> {
  const { chargeId, jsApiParams } = charge
  const found = bridge.find()
  if (!found) return Promise.resolve({ type: 'bridge_answered', hint: 'unknown' })
  storage.set(attemptKey(orderId), writeAttempt({ orderId, chargeId, startedAt: browser.now() }))
  return new Promise<BridgeAnswer>((resolve) => {
    // WeChat: an object, not JSON text, and not a letter of it changed: the signature covers it.
    found.invoke('getBrandWCPayRequest', jsApiParams, (answer) => {
      const said = readBridgeAnswer(answer)
      if (said === 'noise') onNoise()
      else resolve(said)
    })
    // Behind the call: nothing comes between a tap and the sheet.
    browser.report({ event: 'sheet_asked' })
  })
    .then((said) => {
      // Once, however often it calls back.
      browser.report(
        said.hint === 'denied'
          ? { event: 'sheet_denied', kind: said.denial }
          : { event: 'bridge_answered', kind: said.hint },
      )
      return { type: 'bridge_answered' as const, hint: said.hint }
    })
    .catch((): PaymentEvent => ({ type: 'bridge_answered', hint: 'unknown' }))
}
