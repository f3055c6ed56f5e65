/**
 * Compiled on its own and inlined into the page's head: the code WeChat sent along is taken off the
 * address and traded in before any bundle has arrived. It imports nothing and runs once.
 */
import type { Reply } from '@/platform/send'

const atLanding = /\/oauth\/?$/.test(location.pathname)
const code = parameter('code')
const state = parameter('state')

if (atLanding && state) {
  // WeChat: a used code in the history or in a copied link only makes trouble; off it goes, at once.
  history.replaceState(history.state, '', location.pathname)
  window.paymaxLanding = { state, code, reply: trade(code ? { code, state } : { state }) }
}

function parameter(name: string): string | null {
  const found = new RegExp(`[?&]${name}=([^&]*)`).exec(location.search)
  return found?.[1] ? decodeURIComponent(found[1]) : null
}

function trade(body: object): Promise<Reply | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('POST', 'api/session')
    request.timeout = 20000
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
