import { createPayment, type Payment } from '@/payment/flow/payment'
import type { PaymentEvent } from '@/payment/flow/events'
import type { Http } from '@/platform/http'
import { createTools } from '@/platform/tools'
import { environmentOf } from '@/sheet/inside-wechat'
import { runEffects, type Start } from './effect-runner'
import { initialState } from './initial-state'

/** A payment under way, with the tools it uses. */
export interface Begun {
  readonly start: Start
  readonly payment: Payment
  readonly apply: (event: PaymentEvent) => void
}

/**
 * Starts a payment at the address of a window.
 * @param openHttp creates the HTTP client that it starts with
 */
export function bootstrap(page: Window, openHttp: (directory: string) => Http): Begun {
  const tools = createTools(page, openHttp)
  const { browser, storage } = tools
  const environment = environmentOf({
    userAgent: page.navigator.userAgent,
    frame: Reflect.get(page, '__wxjs_environment'),
  })
  const landing = browser.takeLanding()
  const address = (page.location.pathname + page.location.search).slice(
    new URL(browser.directory).pathname.length,
  )
  const payment = createPayment(initialState(address, landing, storage))
  const start = { tools, environment, landing }
  return { start, payment, apply: runEffects(payment, start) }
}
