/**
 * Compiled on its own and inlined into the page: the payment starts with the page and reaches the pay sheet
 * without the app, by the same flow. The app is fetched once the sheet is open or the order is on the screen,
 * or as soon as something else has to be shown, and takes over from there.
 */
import { bootstrap, type Begun } from '@/boot/bootstrap'
import { addressOf } from '@/payment/flow/address'
import { createBareHttp } from '@/platform/bare-http'
import { isOnItsWay } from './before-app'
import { loadApp, type AppFiles } from './load-app'
import type { EarlyPage } from './early-page'

declare global {
  interface Window {
    /** For the app: the payment under way. Null once it was taken over. */
    paymaxBegun?: Begun | null
    /** For the message when the app does not arrive: whether there may be a payment to ask about. */
    paymaxSheet?: boolean
  }
}

/** Inserted by the build. */
declare const APP_FILES: AppFiles

/** In ms: how long the payer waits for an order before the app is fetched. */
const patience = 3000

if (window.paymaxPage) start(window.paymaxPage)

function start(page: EarlyPage): void {
  let isLoading = false
  const load = () => {
    if (!isLoading) loadApp(document, APP_FILES, page.language)
    isLoading = true
  }
  try {
    follow(bootstrap(window, createBareHttp), page, load)
    setTimeout(load, patience)
  } catch (error) {
    // The app starts by itself where no payment has started.
    load()
    throw error
  }
}

/** Draws the state in a later task: nothing is drawn or fetched between an answer and the sheet. */
function follow(begun: Begun, page: EarlyPage, load: () => void): void {
  const { payment, apply } = begun
  let isDue = false

  function show(): void {
    isDue = false
    if (window.paymaxBegun !== begun) return
    const { state } = payment
    const address = addressOf(state)
    if (address !== null) history.replaceState(history.state, '', address)
    if (state.step === 'sheet') window.paymaxSheet = true
    page.show(state, apply)
    if (!isOnItsWay(state)) load()
  }

  window.paymaxBegun = begun
  payment.follow(() => {
    if (!isDue) setTimeout(show)
    isDue = true
  })
}
