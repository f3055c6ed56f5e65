/**
 * Compiled on its own and inlined into the page, where the order stands that came with it: the payer reads
 * it while their login and the charge are still on their way.
 */
import { isOrder } from '@/platform/answers'
import { createEarlyPage, type EarlyPage } from './page'

declare global {
  interface Window {
    /** Not there where the app cannot run. */
    paymaxPage?: EarlyPage
  }
}

// Engines without modules cannot run the app: they would be paid in and could not show what became of it.
if ('noModule' in document.createElement('script')) {
  const page = createEarlyPage(window, () => Date.now())
  window.paymaxPage = page
  const told = read(document.getElementById('told')?.textContent ?? '')
  if (isOrder(told)) page.expect(told)
}

function read(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
