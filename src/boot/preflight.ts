/**
 * Compiled on its own and inlined at the top of the page: it sends the page's first requests before anything
 * else has arrived. A landing exchanges the code that WeChat sent along; an order's page requests login,
 * order and, where its address asks for the sheet, the charge. It runs once.
 */
import { homeOf, publicUrlIn } from '@/platform/public-url'
import { timeoutOf } from '@/platform/timeout'
import { environmentOf } from '@/sheet/inside-wechat'
import type { Reply } from '@/platform/send'

// As of the page's opening: the address follows the payment later.
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
  // WeChat: a used code in the history or in a copied link only causes failures, so it is removed at once.
  history.replaceState(history.state, '', location.pathname)
  const body = code ? { code, state: given } : { state: given }
  window.paymaxLanding = { state: given, code, reply: post('api/session', body) }
}

function open(orderId: string): void {
  // A sheet from before may still be paid: the backend is asked about it first, and no other charge is
  // requested.
  const auto = parameter('auto') === '1' && !isAttempted(orderId)
  const reply = post('api/checkout', auto ? { orderId, auto } : { orderId })
  window.paymaxOpening = { orderId, reply }
}

/** Where the sheet cannot open, the page only requests the order, and later. */
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
