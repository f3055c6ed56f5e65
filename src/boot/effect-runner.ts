import { awaitEnd } from '@/checkout/await-order-end'
import { createCharge } from '@/checkout/create-charge'
import { load } from '@/checkout/load-order'
import { openOrder } from '@/checkout/open-order'
import { ask } from '@/confirm/query-status'
import { signIn } from '@/landing/sign-in'
import { effectsOf, type Effect } from '@/payment/effects'
import type { PaymentEvent } from '@/payment/flow/events'
import type { State } from '@/payment/states'
import type { Environment } from '@/payment/arriving-states'
import type { Payment } from '@/payment/flow/payment'
import type { Browser, LandingRequest } from '@/platform/browser'
import type { Tools } from '@/platform/tools'
import { awaitBridgeToPay } from '@/sheet/await-bridge'
import { openSheet } from '@/sheet/open-sheet'
import { setOptionMenu } from '@/sheet/option-menu'
import { persist } from './session-persistence'

export interface Start {
  /**
   * Each effect uses the tools that are here when it starts, until it ends. The app puts its own HTTP client
   * here when it takes over a payment.
   */
  tools: Tools
  readonly environment: Environment
  readonly landing: LandingRequest | null
}

type Apply = (event: PaymentEvent) => void
type Doing = Promise<PaymentEvent | null>

/** Runs a payment: starts the effects that its state calls for, and stops those it no longer calls for. */
export function runEffects(payment: Payment, start: Start): Apply {
  const { tools } = start
  const running = new Map<string, AbortController>()
  const apply: Apply = (event) => payment.apply(event, tools.browser.now())

  function follow(state: State): void {
    persist(state, tools.storage)
    const wanted = new Map(effectsOf(state).map((effect) => [JSON.stringify(effect), effect]))
    for (const [key, doing] of running) if (!wanted.has(key)) stop(key, doing)
    for (const [key, effect] of wanted) if (!running.has(key)) begin(key, effect)
  }

  function stop(key: string, doing: AbortController): void {
    running.delete(key)
    doing.abort()
  }

  function begin(key: string, effect: Effect): void {
    const doing = new AbortController()
    running.set(key, doing)
    // An answer that nobody waits for any more (a late bridge, an old query) is dropped.
    const report: Apply = (event) => {
      if (!doing.signal.aborted) apply(event)
    }
    void perform(effect, start, report, doing.signal).then((event) => {
      if (event && !isLedHome(event, tools.browser)) report(event)
    })
  }

  tools.browser.onReturn((frozen) => apply({ type: 'returned', frozen }))
  payment.follow(follow)
  return apply
}

/**
 * Under another name of its host a page may not change anything, so it moves to PUBLIC_URL instead of trying
 * again.
 */
function isLedHome(event: PaymentEvent, browser: Browser): boolean {
  const publicUrl = 'failure' in event ? event.failure.publicUrl : null
  return publicUrl !== null && browser.goHome(publicUrl)
}

function perform(effect: Effect, start: Start, apply: Apply, signal: AbortSignal): Doing {
  const { tools, environment, landing } = start
  switch (effect.verb) {
    case 'sign_in':
      return signIn(tools, { landing, environment, round: effect.round })
    case 'leave':
      tools.browser.leave(effect.url)
      return Promise.resolve(null)
    case 'load':
      return load(tools, effect.target, environment)
    case 'open_order':
      return openOrder(tools, effect.request, effect.again)
    case 'create_charge':
      return createCharge(tools, effect.orderId, effect.wish)
    case 'await_bridge':
      return awaitBridgeToPay(tools, effect.orderId, signal)
    case 'open_sheet':
      return openSheet(tools, effect, () => apply({ type: 'bridge_noise' }))
    case 'ask':
      return ask(tools, effect, signal)
    case 'deadline':
      return tools.browser.pause(effect.ms, signal).then(() => ({ type: 'deadline' }))
    case 'await_end':
      return awaitEnd(tools, effect.until, signal)
    case 'option_menu':
      return setOptionMenu(tools, effect.shown, signal)
  }
}
