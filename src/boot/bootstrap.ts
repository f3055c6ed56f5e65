import { createPayment, type Payment } from '@/payment/flow/payment'
import type { PaymentEvent } from '@/payment/flow/events'
import type { Http } from '@/platform/http'
import { createTools } from '@/platform/outside'
import { environmentOf } from '@/sheet/environment'
import { runEffects, type Start } from './effect-runner'
import { initialState } from './initial-state'

/** A payment that is under way, and what it is under way with. */
export interface Begun {
  readonly start: Start
  readonly payment: Payment
  readonly apply: (event: PaymentEvent) => void
}

/**
 * Sets a payment going at the address of a window; whoever shows it follows it.
 * @param openHttp the door to the backend that it begins with
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
