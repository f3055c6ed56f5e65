import { attemptKey, readAttempt } from '@/payment/attempt'
import { isOver } from '@/payment/enter'
import type { Answer, PaymentEvent } from '@/payment/events'
import { failureOf, type Failure } from '@/payment/failure'
import { timeWasUp } from '@/payment/known'
import type { Environment } from '@/payment/states'
import { authorizeUrl, type Target } from '@/payment/target'
import type { Order } from '@/payment/wire'
import { isOptions, isOrder, isPayment, isSignedIn } from '@/platform/answers'
import type { Result } from '@/platform/http'
import type { Tools } from '@/platform/tools'

/** Finds out what an address is about, and whether it can be paid here and now. */
export async function load(
  tools: Tools,
  target: Target,
  environment: Environment,
): Promise<PaymentEvent> {
  switch (target.kind) {
    case 'result':
      return loadOrder(tools, target.orderId)
    case 'order':
      if (environment !== 'wechat') return loadOutside(tools, target.orderId, environment)
      return signedIn(tools, target, loadOrder(tools, target.orderId))
    case 'item':
      if (environment !== 'wechat') return { type: 'not_payable', environment, order: null }
      return signedIn(tools, target, Promise.resolve({ type: 'item_orderable' }))
    case 'amount':
      if (environment !== 'wechat') return { type: 'not_payable', environment, order: null }
      return signedIn(tools, target, loadOptions(tools))
  }
}

/** Both questions at once; a payer who is not signed in goes to WeChat first, whatever was found. */
async function signedIn(
  { http, storage }: Tools,
  target: Target,
  found: Promise<PaymentEvent>,
): Promise<PaymentEvent> {
  const [session, event] = await Promise.all([http.get('api/session', isSignedIn), found])
  if (event.type === 'load_failed' || isSettled(event)) return event
  if (!session.ok) return failed(session.failure)
  if (session.value.signedIn) return event
  const restarts = Number(storage.get('leaves') ?? 0)
  return { type: 'login_needed', url: authorizeUrl(target), restarts }
}

// One link for life: how an order stands that can no longer be paid may be read without signing in.
function isSettled(event: PaymentEvent): boolean {
  return event.type === 'loaded' && event.answer !== null
}

async function loadOrder(tools: Tools, orderId: string): Promise<PaymentEvent> {
  const order = await getOrder(tools, orderId)
  if (!order.ok) return failed(order.failure)
  const attempt = readAttempt(tools.storage.get(attemptKey(orderId)))
  // Out of time, the backend may still keep it open for its last charge; not for anybody else.
  const mayBePaid = attempt !== null || !timeWasUp(order.value, order.value.now)
  if (!isOver(order.value) && mayBePaid) {
    return { type: 'loaded', order: order.value, answer: null, attempt }
  }
  const answer = await askOnce(tools, orderId)
  if (!answer.ok) return failed(answer.failure)
  return { type: 'loaded', order: order.value, answer: answer.value, attempt: null }
}

async function loadOutside(
  tools: Tools,
  orderId: string,
  environment: Environment,
): Promise<PaymentEvent> {
  const event = await loadOrder(tools, orderId)
  if (event.type !== 'loaded') {
    const missing = event.type === 'load_failed' && event.failure.code === 'order_not_found'
    return missing ? event : { type: 'not_payable', environment, order: null }
  }
  return event.answer ? event : { type: 'not_payable', environment, order: event.order }
}

function getOrder({ http }: Tools, orderId: string): Promise<Result<Order>> {
  return http.get(`api/orders/${encodeURIComponent(orderId)}`, isOrder)
}

/** What became of this payer's own money: before it is known, an order that is over has no heading. */
async function askOnce({ http, browser }: Tools, orderId: string): Promise<Result<Answer>> {
  const sentAt = browser.now()
  const path = `api/orders/${encodeURIComponent(orderId)}/payment`
  const payment = await http.get(path, isPayment)
  return payment.ok ? { ok: true, value: { payment: payment.value, sentAt, order: null } } : payment
}

async function loadOptions({ http }: Tools): Promise<PaymentEvent> {
  const options = await http.get('api/options', isOptions)
  if (!options.ok) return failed(options.failure)
  const { openAmount, items } = options.value
  if (!openAmount && items.length === 0) return failed(failureOf('open_amount_off'))
  return { type: 'options_loaded', options: options.value }
}

function failed(failure: Failure): PaymentEvent {
  return { type: 'load_failed', failure }
}
