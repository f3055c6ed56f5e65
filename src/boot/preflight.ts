/**
 * Compiled on its own and inlined at the top of the page: what the page is opened for is asked before
 * anything else of it has arrived. A landing trades in the code that WeChat sent along; the page of an
 * order asks for login, order and, where its address wants the sheet, the charge. It runs once.
 */
import { homeOf, publicUrlIn } from '@/platform/public-url'
import { timeoutOf } from '@/platform/timeout'
import { environmentOf } from '@/sheet/environment'
import type { Reply } from '@/platform/send'

// As they were when the page was opened: the address follows the payment.
const { search, hash } = location

if (!goHome(publicUrlIn(document))) {
  window.paymaxGoHome = goHome
  const [, page = ''] = /\/(oauth|checkout)\/?$/.exec(location.pathname) ?? []
  const state = parameter('state')
  const wanted = parameter('order')
  if (page === 'oauth' && state) land(state, parameter('code'))
  else if (page === 'checkout' && wanted && opensHere()) open(wanted)
}

function goHome(publicUrl: string): boolean {
  const home = homeOf(publicUrl, location, search, hash)
  if (home) location.replace(home)
  return home !== null
}

function land(given: string, code: string | null): void {
  // WeChat: a used code in the history or in a copied link only makes trouble; off it goes, at once.
  history.replaceState(history.state, '', location.pathname)
  const body = code ? { code, state: given } : { state: given }
  window.paymaxLanding = { state: given, code, reply: post('api/session', body) }
}

function open(orderId: string): void {
  // A sheet of before may still be paid: the backend is asked about it first, and for no other one.
  const auto = parameter('auto') === '1' && !isAttempted(orderId)
  const reply = post('api/checkout', auto ? { orderId, auto } : { orderId })
  window.paymaxOpening = { orderId, reply }
}

/** Where the sheet cannot open, the page asks for the order alone, and later. */
function opensHere(): boolean {
  const frame: unknown = Reflect.get(window, '__wxjs_environment')
  return environmentOf({ userAgent: navigator.userAgent, frame }) === 'wechat'
}

function isAttempted(orderId: string): boolean {
  try {
    return sessionStorage.getItem(`paymax:attempt:${orderId}`) !== null
  } catch {
    return false
  }
}

function parameter(name: string): string | null {
  for (const pair of search.slice(1).split('&')) {
    if (pair.indexOf(`${name}=`) === 0)
      return decodeURIComponent(pair.slice(name.length + 1)) || null
  }
  return null
}

function post(url: string, body: object): Promise<Reply | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.timeout = timeoutOf({ asksOthers: true })
    request.setRequestHeader('Content-Type', 'application/json')
    request.onload = () =>
      resolve({
        status: request.status,
        body: request.responseText,
        retryAfter: request.getResponseHeader('Retry-After'),
      })
    request.onerror = request.ontimeout = () => resolve(null)
    request.send(JSON.stringify(body))
  })
}
