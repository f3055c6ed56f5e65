/**
 * Compiled on its own and inlined into the page, where the order stands that came with it: the payer reads
 * it while their login and the charge are still on their way.
 */
import type { Order } from '@/payment/wire'
import { isOrder } from '@/platform/answers'
import { parse } from '@/platform/parse'
import { fields, flag } from '@/platform/guards'
import { createEarlyPage, type EarlyPage } from './early-page'

/** In ms: by then a network of today has brought the answer. */
const moment = 400

/** What the backend puts into the page: the order, and whether its sheet is to open by itself. */
const isTold = fields<{ readonly order: Order; readonly opens: boolean }>({
  order: isOrder,
  opens: flag,
})

declare global {
  interface Window {
    /** Not there where the app cannot run. */
    paymaxPage?: EarlyPage
  }
}

// Engines without modules cannot run the app: they would be paid in and could not show what became of it.
if ('noModule' in document.createElement('script') && window.paymaxGoHome) {
  const page = createEarlyPage(window, () => Date.now())
  window.paymaxPage = page
  const told = parse(document.getElementById('told')?.textContent ?? '')
  if (isTold(told)) {
    const { order, opens } = told
    // Where the sheet opens by itself, a moment is left to it: drawing would only keep it waiting.
    if (opens) setTimeout(() => page.expect(order), moment)
    else page.expect(order)
  }
}
