import { createPayment, type Payment } from '@/payment/payment'
import type { PaymentEvent } from '@/payment/events'
import type { Environment } from '@/payment/states'
import { createTools, type Tools } from '@/platform/tools'
import { environmentOf } from '@/sheet/environment'
import { run } from './run'
import { firstState } from './start'

/** A payment that is under way, and what it is under way with. */
export interface Begun {
  readonly tools: Tools
  readonly environment: Environment
  readonly payment: Payment
  readonly apply: (event: PaymentEvent) => void
}

/** Sets a payment going at the address of a window; whoever shows it follows it. */
export function begin(page: Window): Begun {
  const tools = createTools(page)
  const { browser, storage } = tools
  const environment = environmentOf({
    userAgent: page.navigator.userAgent,
    frame: Reflect.get(page, '__wxjs_environment'),
  })
  const landing = browser.takeLanding()
  const address = (page.location.pathname + page.location.search).slice(
    new URL(browser.directory).pathname.length,
  )
  const payment = createPayment(firstState(address, landing, storage))
  const apply = run(payment, { tools, environment, landing })
  return { tools, environment, payment, apply }
}
