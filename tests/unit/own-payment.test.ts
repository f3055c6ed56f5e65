import { describe, expect, test } from 'vitest'
import { effectsOf } from '@/payment/effects'
import { next } from '@/payment/flow/flow'
import type { State } from '@/payment/states'
import type { Order, Payment } from '@/payment/wire'
import { after, answered, events, failing, iso, noon, order, samples } from './samples'

type Mine = Payment['mine']

const paid = { ...order, status: 'paid' } as const satisfies Order
const own = (status: NonNullable<Mine>['status'], refund: NonNullable<Mine>['refund'] = null) => ({
  chargeId: 'c1',
  status,
  refund,
})
const second = own('succeeded', { status: 'processing', reason: 'double_success', amount: 3800 })

/** Another charge, `c2`, has paid. */
const paidByAnother = (mine: Mine) => answered({ status: 'paid', chargeId: 'c2', mine })
const asks = (state: State) => effectsOf(state).filter(({ verb }) => verb === 'ask')

describe('money of a payer’s own that an order does not take', () => {
  test.each(['ready', 'sheet', 'confirming', 'pending', 'unpaid', 'failed', 'paid'] as const)(
    'is told from %s, and is no success',
    (step) => {
      const told = next(samples[step], paidByAnother(second), noon)
      expect(told).toMatchObject({ step: 'money_back', why: 'second', refund: 'processing' })
    },
  )

  test('is late where the merchant had closed the order', () => {
    const late = own('succeeded', { status: 'processing', reason: 'late_payment', amount: 3800 })
    const told = next(samples.closed, answered({ status: 'closed', mine: late }), noon)
    expect(told).toMatchObject({ step: 'money_back', why: 'late' })
  })

  test('is not told of where an order that expired is about to take it', () => {
    const told = next(samples.closed, answered({ status: 'closed', mine: own('succeeded') }), noon)
    expect(told.step).toBe('closed')
    expect(next(told, answered({ status: 'paid', mine: own('succeeded') }), noon).step).toBe('paid')
  })

  test('is asked about until it has gone back, and no longer', () => {
    expect(asks(samples.money_back)).toHaveLength(1)
    const back = own('succeeded', { status: 'succeeded', reason: 'double_success', amount: 3800 })
    const told = next(samples.money_back, paidByAnother(back), noon)
    expect(told).toMatchObject({ step: 'money_back', refund: 'succeeded' })
    expect(asks(told)).toEqual([])
  })

  test('is asked about anew on turning from a page that asked before', () => {
    const [before] = asks({ ...samples.paid, begun: true })
    const turned = next({ ...samples.paid, begun: true }, paidByAnother(second), noon)
    const [afterwards] = asks(turned)
    expect(turned.step).toBe('money_back')
    expect(afterwards).toBeDefined()
    expect(afterwards).not.toEqual(before)
  })
})

describe('an order that is over when its page opens', () => {
  test.each([
    ['a landing', samples.landing, { ...events.signed_in, order: paid }],
    ['ordering an item', samples.ordering, { ...events.ordered, order: paid }],
  ] as const)('is asked about before a heading is shown: %s', (_way, from, event) => {
    expect(next(from, event, noon)).toMatchObject({
      step: 'loading',
      target: { kind: 'order', orderId: order.orderId },
    })
  })

  test('is not believed to be a success by its own word alone', () => {
    const loaded = { ...events.loaded, order: paid, answer: null }
    expect(next(samples.loading, loaded, noon).step).toBe('confirming')
  })
})

describe('a payment that another one overtook while its sheet was open', () => {
  test('is no success behind the sheet', () => {
    expect(next(samples.sheet, paidByAnother(own('live')), noon).step).toBe('sheet')
  })

  test('is found out about where WeChat says ok: its money may be on its way', () => {
    const ok = next(samples.sheet, { type: 'bridge_answered', hint: 'ok' }, noon)
    const overtaken = after(ok, paidByAnother(own('live')), paidByAnother(own('live')))
    expect(overtaken.step).toBe('confirming')
    expect(next(overtaken, paidByAnother(second), noon).step).toBe('money_back')
  })

  test('is over where the payer put the sheet away, and is watched all the same', () => {
    const away = next(samples.sheet, { type: 'bridge_answered', hint: 'cancel' }, noon)
    const told = next(away, paidByAnother(own('live')), noon)
    expect(told).toMatchObject({ step: 'paid', begun: true })
    expect(asks(told)).toHaveLength(1)
    expect(next(told, paidByAnother(second), noon).step).toBe('money_back')
  })

  test('is its own success where its own money paid', () => {
    const mine = own('succeeded')
    const told = next(samples.sheet, answered({ status: 'paid', chargeId: 'c1', mine }), noon)
    expect(told).toMatchObject({ step: 'paid', begun: false })
    expect(asks(told)).toMatchObject([unhurried])
  })

  test('is over for who can no longer be recognised', () => {
    const ok = next(samples.sheet, { type: 'bridge_answered', hint: 'ok' }, noon)
    expect(next(ok, paidByAnother(null), noon)).toMatchObject({ step: 'paid', begun: true })
  })

  test.each(['ok', 'none', 'unknown'] as const)(
    'is found out about after %s as long as their own charge may have been paid',
    (hint) => {
      const asked = next(samples.sheet, { type: 'bridge_answered', hint }, noon)
      expect(next(asked, paidByAnother(own('live')), noon).step).toBe('confirming')
    },
  )

  test('is found out about where WeChat says ok, though Paymax has closed it', () => {
    const ok = next(samples.sheet, { type: 'bridge_answered', hint: 'ok' }, noon)
    const told = next(ok, paidByAnother(own('closed')), noon)
    expect(told.step).toBe('confirming')
    expect(next(next(told, events.deadline, noon), paidByAnother(own('closed')), noon).step).toBe(
      'pending',
    )
  })

  test.each(['sheet', 'confirming', 'pending', 'unpaid', 'failed'] as const)(
    'is no success of theirs at %s, by what this phone knows alone',
    (step) => {
      const told = next(samples[step], paidByAnother(null), noon)
      expect(told.step === 'sheet' || ('begun' in told && told.begun)).toBe(true)
      const theirs = next(samples[step], answered({ status: 'paid', chargeId: 'c1' }), noon)
      expect(theirs).toMatchObject({ step: 'paid', begun: false })
    },
  )

  test('is no success of theirs after a reload either', () => {
    const attempt = { orderId: order.orderId, chargeId: 'c1', startedAt: noon }
    const { answer } = paidByAnother(null)
    const loaded = { ...events.loaded, order: paid, answer, attempt }
    expect(next(samples.loading, loaded, noon)).toMatchObject({ step: 'paid', begun: true })
  })
})

describe('Paymax’s word on somebody else’s charge', () => {
  const away = next(samples.sheet, { type: 'bridge_answered', hint: 'cancel' }, noon)

  test('is not taken for «not charged»', () => {
    const told = next(away, answered({ chargeId: 'c2' }, noon + 300), noon + 400)
    expect(told).toMatchObject({ step: 'unpaid', checkedAt: null })
  })

  test('is not taken for this payer’s failure', () => {
    const failure = { code: 'balance' as const, message: '' }
    const told = next(away, answered({ status: 'failed', chargeId: 'c2', failure }), noon)
    expect(told).toMatchObject({ step: 'unpaid', checkedAt: null })
  })

  test('does not move the time at which nothing was charged', () => {
    const later = answered({ chargeId: 'c2' }, noon + 60_000)
    expect(next(samples.unpaid, later, noon + 60_000)).toMatchObject({ checkedAt: iso(noon) })
    const word = answered({ chargeId: 'c1' }, noon + 60_000)
    expect(next(samples.unpaid, word, noon + 60_000)).toMatchObject({
      checkedAt: iso(noon + 60_000),
    })
  })
})

/** A page that nobody waits at: it stays true, and hardly ever asks. */
const unhurried = { seen: true, poll: { pause: expect.toSatisfy((ms: number) => ms >= 30_000) } }

describe('a merchant’s refund of this payer’s own payment', () => {
  const refunding = (status: 'processing' | 'succeeded') =>
    answered({
      status: 'paid',
      mine: own('succeeded', { status, reason: '少了一杯', amount: 1000 }),
    })

  test('leaves the success a success, and is followed to its end', () => {
    const begun = next(samples.confirming, refunding('processing'), noon)
    expect(begun).toMatchObject({ step: 'paid', refund: { status: 'processing', amount: 1000 } })
    expect(asks(begun)).toHaveLength(1)
    const done = next(begun, refunding('succeeded'), noon)
    expect(done).toMatchObject({ step: 'paid', refund: { status: 'succeeded' } })
    expect(asks(done)).toMatchObject([unhurried])
  })

  test('is noticed on coming back to the page', () => {
    const back = next(samples.paid, { type: 'returned', frozen: false }, noon)
    expect(asks(back)).toMatchObject([{ wait: 0, poll: { pause: 0 } }])
    expect(asks(next(back, answered({ status: 'paid' }), noon))).toMatchObject([unhurried])
  })
})

test('a failed payment is watched: its money may come after all', () => {
  expect(asks(samples.failed)).toHaveLength(1)
  expect(next(samples.failed, answered({ status: 'failed' }), noon).step).toBe('failed')
  expect(next(samples.failed, answered({ status: 'paid' }), noon).step).toBe('paid')
})

test('an order that was closed under the payer’s finger is asked about at once', () => {
  const refused = { type: 'charge_failed', failure: failing('order_closed') } as const
  const closed = next(samples.charging, refused, noon)
  expect(closed).toMatchObject({ step: 'closed', poll: { pause: 0 } })
  expect(asks(closed)).toHaveLength(1)
})
