import { languageOf } from '@/locales/language'
import { homeOf, publicUrlIn } from '@/platform/public-url'
import { send } from '@/platform/send'
import { createStorage } from '@/platform/storage'
import { askFor } from './ask-receipt'
import { createDrawing } from './draw-receipt'
import { follow, type Surroundings } from './poll-receipt'
import { findFrame } from './result-frame'

/** Assembles the page and follows the payment that its address names. */
export function openReceipt(page: Window): Promise<void> {
  const { location, navigator } = page
  const frame = findFrame(page)
  // Opened directly, it leads to the payer's order, which is shown only to whoever has the cookie.
  const { search, hash } = location
  const home = frame ? null : homeOf(publicUrlIn(page.document), location, search, hash)
  if (home !== null) {
    location.replace(home)
    return Promise.resolve()
  }
  const number = new URLSearchParams(location.search).get('out_trade_no')
  // An address of our own making, whatever the query says: nobody can be sent elsewhere from here.
  const order = new URL(`receipt?out_trade_no=${encodeURIComponent(number ?? '')}`, location.href)
  const preferences = createStorage(() => page.localStorage)
  const language = languageOf(preferences.get('language'), navigator.userAgent, navigator.language)
  const run = () => follow(around)
  const show = createDrawing(page.document, language, {
    toOrder: frame && (() => frame.jumpOut(order.href)),
    again: () => void run(),
  })
  const around: Surroundings = {
    number: number === '' ? null : number,
    frame,
    show,
    ask: (asked) => askFor(send, asked),
    pause: (ms) => new Promise((resolve) => page.setTimeout(resolve, ms)),
    age: () => page.performance.now(),
    leave: (address) => location.replace(new URL(address, location.href).href),
  }
  return run()
}
