import { attemptKey, readAttempt } from '@/payment/attempt'
import { isOver } from '@/payment/flow/next-states'
import type { Answer, PaymentEvent } from '@/payment/flow/events'
import { failureOf, type Failure } from '@/payment/failure'
import { timeWasUp } from '@/payment/timed-order'
import type { Environment } from '@/payment/arriving-states'
import { authorizeUrl, type Target } from '@/payment/page-target'
import type { Charge, OpenedOrder, Order } from '@/payment/wire'
import { isOpenedOrder, isOptions, isOrder, isPayment, isSignedIn } from '@/platform/answers'
import { readReply, type Result } from '@/platform/result'
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
      return loadPayable(tools, target)
    case 'item':
      if (environment !== 'wechat') return { type: 'not_payable', environment, order: null }
      return signedIn(tools, target, Promise.resolve({ type: 'item_orderable' }))
    case 'amount':
      if (environment !== 'wechat') return { type: 'not_payable', environment, order: null }
      return signedIn(tools, target, loadOptions(tools))
  }
}

type OrderTarget = Extract<Target, { kind: 'order' }>

/** An order in a WeChat that can pay it: requests login, order and, where the sheet opens, the charge at once. */
async function loadPayable(tools: Tools, target: OrderTarget): Promise<PaymentEvent> {
  const opened = await open(tools, target)
  if (!opened.ok) return failed(opened.failure)
  const { signedIn: isKnown, order, charge = null } = opened.value
  const event = await standing(tools, order, charge)
  return isKnown || event.type === 'load_failed' || isSettled(event)
    ? event
    : toSignIn(tools, target)
}

async function open(
  { http, browser, storage }: Tools,
  { orderId, auto }: OrderTarget,
): Promise<Result<OpenedOrder>> {
  const early = browser.takeOpening(orderId)
  if (early) return readReply(await early, isOpenedOrder)
  // A sheet from before may still be paid: the backend is asked about it first, and no other charge is
  // requested.
  const wants = auto && storage.get(attemptKey(orderId)) === null
  const body = { orderId, ...(wants && { auto }) }
  return http.post('api/checkout', body, isOpenedOrder, { asksOthers: true })
}

/** Sends both requests at once. A payer who is not signed in goes to WeChat first, whatever the order's state. */
async function signedIn(
  tools: Tools,
  target: Target,
  found: Promise<PaymentEvent>,
): Promise<PaymentEvent> {
  const [session, event] = await Promise.all([tools.http.get('api/session', isSignedIn), found])
  if (event.type === 'load_failed' || isSettled(event)) return event
  if (!session.ok) return failed(session.failure)
  return session.value.signedIn ? event : toSignIn(tools, target)
}

function toSignIn({ storage }: Tools, target: Target): PaymentEvent {
  const restarts = Number(storage.get('leaves') ?? 0)
  return { type: 'login_needed', url: authorizeUrl(target), restarts }
}

// The link works for ever: the state of an order that can no longer be paid is shown without signing in.
function isSettled(event: PaymentEvent): boolean {
  return event.type === 'loaded' && event.answer !== null
}

async function loadOrder(tools: Tools, orderId: string): Promise<PaymentEvent> {
  const order = await getOrder(tools, orderId)
  return order.ok ? standing(tools, order.value, null) : failed(order.failure)
}

/** The state of an order for whoever opens it: to be paid, or how it ended. */
async function standing(tools: Tools, order: Order, charge: Charge | null): Promise<PaymentEvent> {
  const { orderId } = order
  const attempt = readAttempt(tools.storage.get(attemptKey(orderId)))
  // Expired. The backend may keep it open for its last charge, but for nobody else.
  const mayBePaid = attempt !== null || !timeWasUp(order, order.now)
  if (!isOver(order) && mayBePaid) return { type: 'loaded', order, answer: null, attempt, charge }
  const answer = await askOnce(tools, orderId)
  if (!answer.ok) return failed(answer.failure)
  return { type: 'loaded', order, answer: answer.value, attempt, charge: null }
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

/** The state of this payer's own money: an order that has ended gets its heading only once this is known. */
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
