import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effectsOf } from '@/payment/effects'
import type { PaymentEvent } from '@/payment/flow/events'
import { next, steps } from '@/payment/flow/flow'
import type { State, Step } from '@/payment/states'
import { after, answered, events, failing, noon, order, samples } from './samples'

type EventType = PaymentEvent['type']

/** Where each state goes on which event; an event that is not listed leaves it as it is. */
const table: { [S in Step]: Partial<Record<EventType, Step>> } = {
  landing: { signed_in: 'ready', sign_in_failed: 'landing_failed' },
  landing_failed: { retry: 'landing' },
  leaving: { returned: 'load_failed' },
  loading: {
    loaded: 'ready',
    options_loaded: 'amount',
    login_needed: 'leaving',
    not_payable: 'outside',
    load_failed: 'load_failed',
    returned: 'loading',
  },
  load_failed: { retry: 'loading', returned: 'loading' },
  outside: { asked: 'outside', ask_failed: 'outside', returned: 'outside', time_up: 'outside' },
  nowhere: {},
  not_found: {},
  amount: { amount_typed: 'ordering', see_items: 'catalog', take_up: 'loading' },
  catalog: { item_chosen: 'ordering', type_amount: 'amount' },
  ordering: {
    ordered: 'charging',
    order_failed: 'amount',
    login_needed: 'leaving',
    returned: 'amount',
  },
  just_paid: { pay_anyway: 'ordering', see_paid: 'loading' },
  ready: {
    pay: 'charging',
    asked: 'ready',
    ask_failed: 'ready',
    returned: 'ready',
    time_up: 'ready',
  },
  charging: { charged: 'bridging', charge_failed: 'charge_refused', returned: 'ready' },
  charge_refused: {
    pay: 'charging',
    asked: 'charge_refused',
    ask_failed: 'charge_refused',
    returned: 'charge_refused',
    time_up: 'charge_refused',
  },
  bridging: { bridge_ready: 'sheet', bridge_missing: 'bridge_missing' },
  bridge_missing: {
    pay: 'charging',
    asked: 'bridge_missing',
    ask_failed: 'bridge_missing',
    returned: 'bridge_missing',
    time_up: 'bridge_missing',
  },
  sheet: {
    bridge_answered: 'confirming',
    bridge_noise: 'sheet',
    asked: 'sheet',
    ask_failed: 'sheet',
    check: 'confirming',
    returned: 'sheet',
  },
  confirming: {
    asked: 'confirming',
    ask_failed: 'confirming',
    deadline: 'pending',
    returned: 'confirming',
  },
  pending: {
    asked: 'pending',
    ask_failed: 'pending',
    check: 'pending',
    back_to_order: 'ready',
    returned: 'pending',
  },
  unpaid: {
    pay: 'charging',
    asked: 'unpaid',
    ask_failed: 'unpaid',
    returned: 'unpaid',
    time_up: 'unpaid',
  },
  failed: {
    pay: 'charging',
    asked: 'failed',
    ask_failed: 'failed',
    returned: 'failed',
    time_up: 'failed',
  },
  paid: { asked: 'paid', ask_failed: 'paid', returned: 'paid' },
  closed: { asked: 'closed', ask_failed: 'closed', returned: 'closed' },
  refunded: { asked: 'refunded', ask_failed: 'refunded', returned: 'refunded' },
  money_back: { asked: 'money_back', ask_failed: 'money_back', returned: 'money_back' },
}

describe.each(steps)('%s', (step) => {
  test.each(Object.values(events))('on $type goes where the table says', (event) => {
    const before = samples[step]
    const listed = table[step][event.type]
    const there = next(before, event, noon)
    if (listed) expect(there.step).toBe(listed)
    else expect(there.step).toBe(before.step)
  })
})

const anyEvent = fc.constantFrom<PaymentEvent>(
  ...Object.values(events),
  { type: 'bridge_answered', hint: 'cancel' },
  { type: 'bridge_answered', hint: 'fail' },
  { type: 'bridge_answered', hint: 'denied' },
  { type: 'bridge_answered', hint: 'unknown' },
  { type: 'charge_failed', failure: failing('order_paid') },
  { type: 'charge_failed', failure: failing('order_closed') },
  { type: 'charge_failed', failure: failing('login_required') },
  answered({ status: 'unpaid' }),
  answered({ status: 'failed' }),
  answered({ status: 'closed' }),
)

const anyState = fc.constantFrom<State>(...Object.values(samples))

const finalSteps: readonly Step[] = ['paid', 'refunded', 'closed', 'money_back']

describe('whatever happens', () => {
  test('nobody reads of success before the backend has said paid', () => {
    const unpaidStart = anyState.filter((state) => state.step !== 'paid')
    fc.assert(
      fc.property(unpaidStart, fc.array(anyEvent, { maxLength: 30 }), (start, happened) => {
        expect(after(start, ...happened).step).not.toBe('paid')
      }),
    )
  })

  test('an answer that says paid ends every wait in success', () => {
    const waits: readonly Step[] = [
      'outside',
      'ready',
      'charge_refused',
      'sheet',
      'confirming',
      'pending',
      'unpaid',
      'failed',
      'closed',
    ]
    for (const step of waits) {
      expect(after(samples[step], answered({ status: 'paid' })).step).toBe('paid')
    }
  })

  test('once landed, nothing leads back to the landing', () => {
    const landed = anyState.filter(({ step }) => step !== 'landing' && step !== 'landing_failed')
    const inside = anyEvent.filter(({ type }) => type !== 'returned')
    fc.assert(
      fc.property(landed, fc.array(inside, { maxLength: 30 }), (start, happened) => {
        expect(after(start, ...happened).step).not.toBe('landing')
      }),
    )
  })

  test('a paid order stays paid or becomes refunded', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (happened) => {
        expect(['paid', 'refunded']).toContain(after(samples.paid, ...happened).step)
      }),
    )
  })

  test('who has read that their money goes back never reads of a success', () => {
    const events = fc.oneof(anyEvent, fc.constantFrom(answered({ status: 'paid' })))
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (happened) => {
        expect(after(samples.money_back, ...happened).step).toBe('money_back')
      }),
    )
  })

  test('not knowing is never an end: a query is always on its way while nothing is known', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (happened) => {
        const state = after(samples.confirming, ...happened)
        if (state.step !== 'confirming' && state.step !== 'pending') return
        const asked = next(state, answered(), noon)
        expect(asked).not.toBe(state)
        expect(finalSteps).not.toContain(asked.step)
      }),
    )
  })
})

test('a reload with an attempt asks before it offers to pay', () => {
  const attempt = { orderId: order.orderId, chargeId: 'c1', startedAt: noon }
  const loaded = next(samples.loading, { ...events.loaded, attempt }, noon)
  expect(loaded).toMatchObject({ step: 'confirming', resumed: true })
  expect(next(loaded, answered({}, noon + 300), noon)).toMatchObject({
    step: 'ready',
    notice: 'resumed',
  })
})

test('auto=1 opens the sheet only where the merchant allows it on the order', () => {
  const target = { kind: 'order', orderId: order.orderId, auto: true } as const
  const loading = { step: 'loading', target, round: 0 } as const
  const allowed = { ...order, autoPay: true }
  expect(next(loading, events.loaded, noon).step).toBe('ready')
  expect(next(loading, { ...events.loaded, order: allowed }, noon)).toMatchObject({
    step: 'charging',
    wish: 'auto',
  })
})

test('who waits for somebody else’s payment cannot tap before it is time', () => {
  const failure = { ...failing('charge_in_progress'), retryAfter: 30 }
  const refused = next(samples.charging, { type: 'charge_failed', failure }, noon)
  expect(next(refused, { type: 'pay' }, noon + 29_000).step).toBe('charge_refused')
  expect(next(refused, { type: 'pay' }, noon + 30_000).step).toBe('charging')
})

test('in a WeChat that cannot pay, a landing shows where to go instead of a sheet', () => {
  const desktop = { ...events.signed_in, environment: 'desktop' } as const
  expect(next(samples.landing, desktop, noon).step).toBe('outside')
})

test('who asks how an order stands, with no sheet behind them, is not kept waiting', () => {
  expect(effectsOf(samples.confirming)).toContainEqual(
    expect.objectContaining({ verb: 'ask', wait: 0 }),
  )
  expect(effectsOf({ ...samples.confirming, hint: 'ok' })).toContainEqual(
    expect.objectContaining({ verb: 'ask', wait: 25 }),
  )
})
