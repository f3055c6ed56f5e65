import { earlyWords } from '@/locales/early'
import { languageOf, type Language } from '@/locales/language'
import { attemptKey } from '@/payment/attempt'
import type { PaymentEvent } from '@/payment/flow/events'
import { known, type KnownOrder } from '@/payment/timed-order'
import type { State } from '@/payment/states'
import type { Order } from '@/payment/wire'
import { createStorage } from '@/platform/storage'
import { drawable, isOnItsWay } from './before-app'
import { createOrderFrame, type OrderFrame } from './order-frame'

/** What the payer sees before the app has arrived: the order once it is known, until then a skeleton. */
export interface EarlyPage {
  readonly language: Language
  /** Shows the order that came with the page, while nothing is known of the payer. */
  expect(order: Order): void
  show(state: State, apply: (event: PaymentEvent) => void): void
  /** The app will not arrive: the pay button is hidden, because the result could not be shown. */
  giveWay(): void
}

/** @param now Unix ms by this phone's clock */
export function createEarlyPage(window: Window, now: () => number): EarlyPage {
  const { document, navigator } = window
  const preferences = createStorage(() => window.localStorage)
  const tab = createStorage(() => window.sessionStorage)
  const language = languageOf(preferences.get('language'), navigator.userAgent, navigator.language)
  let frame: OrderFrame | null = null
  let tell: (event: PaymentEvent) => void = () => undefined
  let isLost = false
  let isUnderWay = false

  function frameOf(order: KnownOrder): OrderFrame {
    if (frame?.shows(order)) return frame
    frame?.element.remove()
    document.documentElement.lang = language
    frame = createOrderFrame(order, {
      document,
      language,
      words: earlyWords[language],
      now: now(),
      onPay: () => tell({ type: 'pay' }),
      onCheck: () => tell({ type: 'check' }),
    })
    document.getElementById('early')?.appendChild(frame.element)
    return frame
  }

  function swap(isDrawn: boolean): void {
    const boot = document.getElementById('boot')
    if (boot) boot.hidden = isDrawn
    if (isDrawn) return
    frame?.element.remove()
    frame = null
  }

  return {
    language,
    expect(order) {
      // A sheet from before may have been paid: its result comes first.
      if (isUnderWay || isLost || tab.get(attemptKey(order.orderId)) !== null) return
      frameOf(known(order, now())).show('entering')
      swap(true)
    },
    show(state, apply) {
      tell = apply
      isUnderWay ||= !isArriving(state)
      const drawn = isLost && state.step !== 'sheet' ? null : drawable(state)
      if (drawn) frameOf(drawn.order).show(drawn)
      swap(drawn !== null || (frame !== null && !isLost && isOnItsWay(state)))
    },
    giveWay() {
      isLost = true
      if (!window.paymaxSheet) swap(false)
    },
  }
}

/** Whether nothing is known yet but what the address says. */
function isArriving({ step }: State): boolean {
  return step === 'landing' || step === 'loading'
}
