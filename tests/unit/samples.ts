import type { Answer, PaymentEvent } from '@/payment/flow/events'
import { failureOf, type FailureCode } from '@/payment/failure'
import { next } from '@/payment/flow/flow'
import { polling } from '@/payment/poll'
import { background } from '@/payment/polling-times'
import type { State, StateAt, Step } from '@/payment/states'
import { known } from '@/payment/timed-order'
import type { Charge, Order, Payment } from '@/payment/wire'

/** Readable moments: everything in these tests happens around noon. */
export const noon = Date.parse('2026-11-02T12:00:00Z')

export const iso = (ms: number) => new Date(ms).toISOString()

const told: Order = {
  orderId: 'Aq3_pX9-kT2vLm7RzYw1Hg',
  orderNo: 'P-1',
  status: 'unpaid',
  amount: 3800,
  amountRefunded: 0,
  currency: 'CNY',
  subject: '咖啡',
  body: '咖啡',
  merchantName: '山上咖啡',
  expiresAt: iso(noon + 1_800_000),
  paidAt: null,
  returnUrl: null,
  autoPay: false,
  picture: null,
  now: iso(noon),
}

/** Half an hour before its end. */
export const order = known(told, noon)

const charge: Charge = {
  chargeId: 'c1',
  expiresAt: iso(noon + 1_800_000),
  jsApiParams: {
    appId: 'wx1',
    timeStamp: '1',
    nonceStr: 'n',
    package: 'prepay_id=1',
    signType: 'MD5',
    paySign: 's',
  },
}

function payment(some: Partial<Payment> = {}): Payment {
  return {
    orderId: order.orderId,
    status: 'processing',
    chargeId: 'c1',
    paidAt: null,
    amountRefunded: 0,
    checkedAt: iso(noon),
    receivedAt: iso(noon),
    failure: null,
    mine: null,
    now: iso(noon),
    ...some,
  }
}

/** The backend's answer at a moment, Paymax asked in the same moment. */
export function answered(
  some: Partial<Payment> = {},
  at = noon,
): Extract<PaymentEvent, { type: 'asked' }> {
  const word = payment({ checkedAt: iso(at), receivedAt: iso(at), now: iso(at), ...some })
  const answer: Answer = { payment: word, sentAt: at, order: null }
  return { type: 'asked', answer }
}

export const failing = (code: FailureCode) => failureOf(code)

const poll = polling(background)
const findingOut = {
  order,
  hint: 'none',
  chargeId: 'c1',
  resumed: false,
  since: noon,
  checkedAt: null,
  trouble: null,
  poll,
} as const
const target = { kind: 'order', orderId: order.orderId, auto: false } as const
const latte = { item: 'latte', subject: '拿铁', body: '拿铁', amount: 2200, picture: null }
const options = {
  merchantName: '山上咖啡',
  openAmount: { min: 1, max: 500_000 },
  items: [latte],
  unfinished: { orderId: order.orderId, amount: 3800, createdAt: iso(noon) },
}
const request = { amount: 100, remark: '', options }

/** One of each state there is. */
export const samples: { readonly [S in Step]: StateAt<S> } = {
  landing: { step: 'landing', round: 0 },
  landing_failed: { step: 'landing_failed', failure: failureOf('oauth_denied') },
  leaving: { step: 'leaving', url: 'api/oauth/authorize', target },
  loading: { step: 'loading', target, round: 0 },
  load_failed: { step: 'load_failed', target, failure: failureOf('offline') },
  outside: { step: 'outside', environment: 'browser', target, order, poll },
  nowhere: { step: 'nowhere', landed: false },
  not_found: { step: 'not_found', orderId: order.orderId },
  amount: { step: 'amount', options, amount: null, remark: '', failure: null },
  catalog: { step: 'catalog', options },
  ordering: { step: 'ordering', request, again: false },
  just_paid: {
    step: 'just_paid',
    request,
    paid: { orderId: order.orderId, amount: 100, paidAt: iso(noon) },
  },
  ready: { step: 'ready', order, notice: 'none', poll },
  charging: { step: 'charging', order, wish: 'tap' },
  charge_refused: {
    step: 'charge_refused',
    order,
    failure: failureOf('gateway_unavailable'),
    retryAt: null,
    poll,
  },
  bridging: { step: 'bridging', order, charge, tapped: true },
  bridge_missing: { step: 'bridge_missing', order, poll },
  sheet: {
    step: 'sheet',
    order,
    charge,
    tapped: true,
    round: 0,
    startedAt: noon,
    quiet: false,
    poll,
  },
  confirming: { step: 'confirming', ...findingOut },
  pending: { step: 'pending', ...findingOut, checkedAt: iso(noon) },
  unpaid: {
    step: 'unpaid',
    order,
    checkedAt: iso(noon),
    chargeId: 'c1',
    hint: 'cancel',
    poll,
  },
  failed: {
    step: 'failed',
    order,
    code: 'balance',
    checkedAt: iso(noon),
    chargeId: 'c1',
    poll,
  },
  paid: { step: 'paid', order: { ...order, status: 'paid' }, refund: null, begun: false, poll },
  closed: {
    step: 'closed',
    order: { ...order, status: 'closed' },
    why: 'merchant',
    charged: true,
    checkedAt: null,
    poll,
  },
  refunded: { step: 'refunded', order: { ...order, status: 'refunded' }, begun: false, poll },
  money_back: {
    step: 'money_back',
    order: { ...order, status: 'paid' },
    why: 'second',
    refund: 'processing',
    checkedAt: iso(noon),
    poll,
  },
}

/** One of each event there is. */
export const events = {
  signed_in: { type: 'signed_in', target, order, charge: null, environment: 'wechat' },
  sign_in_failed: { type: 'sign_in_failed', failure: failureOf('oauth_denied'), restarts: 0 },
  login_needed: { type: 'login_needed', url: 'api/oauth/authorize', restarts: 0 },
  loaded: { type: 'loaded', order, answer: null, attempt: null, charge: null },
  options_loaded: { type: 'options_loaded', options },
  item_orderable: { type: 'item_orderable' },
  not_payable: { type: 'not_payable', environment: 'browser', order: null },
  load_failed: { type: 'load_failed', failure: failureOf('offline') },
  ordered: { type: 'ordered', order },
  order_failed: { type: 'order_failed', failure: failureOf('offline') },
  charged: { type: 'charged', charge },
  charge_failed: { type: 'charge_failed', failure: failureOf('gateway_rejected') },
  bridge_ready: { type: 'bridge_ready' },
  bridge_missing: { type: 'bridge_missing' },
  bridge_noise: { type: 'bridge_noise' },
  bridge_answered: { type: 'bridge_answered', hint: 'ok' },
  asked: answered(),
  ask_failed: { type: 'ask_failed', failure: failureOf('offline') },
  deadline: { type: 'deadline' },
  time_up: { type: 'time_up' },
  amount_typed: { type: 'amount_typed', amount: 100, remark: '' },
  see_items: { type: 'see_items' },
  type_amount: { type: 'type_amount' },
  item_chosen: { type: 'item_chosen', item: 'latte' },
  take_up: { type: 'take_up' },
  pay: { type: 'pay' },
  retry: { type: 'retry' },
  pay_anyway: { type: 'pay_anyway' },
  see_paid: { type: 'see_paid' },
  check: { type: 'check' },
  back_to_order: { type: 'back_to_order' },
  returned: { type: 'returned', frozen: true },
} satisfies { [T in PaymentEvent['type']]: PaymentEvent }

/** Lets events happen one after the other, a second apart. */
export function after(first: State, ...happened: PaymentEvent[]): State {
  return happened.reduce((state, event, i) => next(state, event, noon + i * 1000), first)
}
