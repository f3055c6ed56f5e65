/**
 * Compiled on its own and inlined into the page, next to the order that came with it: the payer reads the
 * order while login and charge are still on their way.
 */
import type { Order } from '@/payment/wire'
import { isOrder } from '@/platform/answers'
import { parse } from '@/platform/parse'
import { fields, flag } from '@/platform/answer-guards'
import { createEarlyPage, type EarlyPage } from './early-page'

/** In ms: by then a fast network has brought the answer. */
const moment = 400

/** What the backend puts into the page: the order, and whether its sheet opens by itself. */
const isTold = fields<{ readonly order: Order; readonly opens: boolean }>({
  order: isOrder,
  opens: flag,
})

declare global {
  interface Window {
    /** Missing where the app cannot run. */
    paymaxPage?: EarlyPage
  }
}

// Engines without modules cannot run the app: they could pay but not show the result.
if ('noModule' in document.createElement('script') && window.paymaxGoHome) {
  const page = createEarlyPage(window, () => Date.now())
  window.paymaxPage = page
  const told = parse(document.getElementById('told')?.textContent ?? '')
  if (isTold(told)) {
    const { order, opens } = told
    // Where the sheet opens by itself it gets a moment: drawing first would only delay it.
    if (opens) setTimeout(() => page.expect(order), moment)
    else page.expect(order)
  }
}
