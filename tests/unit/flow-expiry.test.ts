import { describe, expect, test } from 'vitest'
import { countdown } from '@/payment/countdown'
import { effectsOf } from '@/payment/effects'
import { next } from '@/payment/flow/flow'
import { known, retimed } from '@/payment/timed-order'
import type { State } from '@/payment/states'
import { after, answered, events, failing, iso, noon, order, samples } from './samples'

const minute = 60_000
const end = noon + 30 * minute

/** What the backend answers at a moment, with its own clock an hour ahead of the phone's or not. */
const askedAt = (at: number, some = {}) => answered({ status: 'unpaid', ...some }, at)

describe('when an order ends', () => {
  test('is reckoned from what the backend’s clock leaves, not from what the phone’s says', () => {
    const aheadBy = 60 * minute
    const told = { ...order, expiresAt: iso(end + aheadBy), now: iso(noon + aheadBy) }
    expect(known(told, noon).endsAt).toBe(end)
  })

  test('does not tremble with the network, and follows a clock that was set', () => {
    expect(retimed(order, iso(noon + 1000), noon + 1400)).toBe(order)
    expect(retimed(order, iso(noon + 1000), noon + 1000 - 20 * minute).endsAt).toBe(
      end - 20 * minute,
    )
  })

  test('is put off where the backend says that there is time left', () => {
    expect(retimed(order, iso(end - 300), end).endsAt).toBe(end + 300)
  })
})

const payable = [
  samples.outside,
  samples.ready,
  samples.charge_refused,
  samples.bridge_missing,
  samples.unpaid,
  samples.failed,
] as const

describe.each(payable.map((state) => [state.step, state] as const))('%s', (_, state) => {
  test('waits for the order’s end and asks in that moment', () => {
    expect(effectsOf(state)).toContainEqual({ verb: 'await_end', until: end })
    const up = next(state, { type: 'time_up' }, end)
    expect(effectsOf(up)).toContainEqual(
      expect.objectContaining({ verb: 'ask', wait: 0, seen: false }),
    )
  })

  test('closes once the backend says that the time is up, whatever its charge still does', () => {
    for (const status of ['unpaid', 'processing', 'failed'] as const) {
      const closed = after(state, { type: 'time_up' }, askedAt(end, { status }))
      expect(closed).toMatchObject({ step: 'closed', why: 'expired' })
    }
  })

  test('is paid if it was', () => {
    expect(after(state, { type: 'time_up' }, askedAt(end, { status: 'paid' })).step).toBe('paid')
  })

  test('stays where the backend does not answer, and asks again', () => {
    const lost = after(state, { type: 'time_up' }, events.ask_failed)
    expect(lost.step).toBe(state.step)
    expect(effectsOf(lost)).toContainEqual(expect.objectContaining({ verb: 'ask' }))
  })

  test('asks once more where the phone was early', () => {
    const early = next(next(state, { type: 'time_up' }, end), askedAt(end - 200), end)
    expect(early.step).toBe(state.step)
    expect(effectsOf(early)).toContainEqual({ verb: 'await_end', until: end + 200 })
  })
})

describe('a sheet that is open when the order ends', () => {
  test('is not disturbed', () => {
    expect(effectsOf(samples.sheet)).not.toContainEqual(
      expect.objectContaining({ verb: 'await_end' }),
    )
    expect(after(samples.sheet, { type: 'time_up' }, askedAt(end)).step).toBe('sheet')
  })

  test('and was paid in the last moment is a success', () => {
    const said = next(samples.sheet, { type: 'bridge_answered', hint: 'ok' }, end)
    expect(next(said, askedAt(end + 60_000, { status: 'paid' }), end).step).toBe('paid')
  })
})

describe('a closed order', () => {
  const close = (at: number) => next(samples.ready, askedAt(at, { status: 'closed' }), at)

  test('was closed by the merchant where its time was not up', () => {
    expect(close(noon)).toMatchObject({ step: 'closed', why: 'merchant' })
  })

  test('has expired where its time was up', () => {
    expect(close(end)).toMatchObject({ step: 'closed', why: 'expired' })
  })

  test('that the merchant closed stays so when its time is up as well', () => {
    const later = next(close(noon), askedAt(end, { status: 'closed' }), end)
    expect(later).toMatchObject({ step: 'closed', why: 'merchant' })
  })

  test('that has merely expired may still turn to success', () => {
    expect(next(close(end), askedAt(end, { status: 'paid' }), end).step).toBe('paid')
  })

  test('refused under the payer’s finger says why as far as the phone can tell', () => {
    const refused = { type: 'charge_failed', failure: failing('order_closed') } as const
    expect(next(samples.charging, refused, noon)).toMatchObject({ why: 'merchant' })
    expect(next(samples.charging, refused, end)).toMatchObject({ why: 'expired' })
  })

  test('tells when Paymax was last asked', () => {
    const word = askedAt(end, { checkedAt: iso(end - 5000) })
    expect(next(samples.ready, word, end)).toMatchObject({ checkedAt: iso(end - 5000) })
  })
})

test('an order opened after its end is closed at once', () => {
  const late = { ...order, now: iso(end + 1000) }
  const { answer } = answered({ status: 'unpaid' }, end + 1000)
  const loaded: State = next(
    samples.loading,
    { type: 'loaded', order: late, answer, attempt: null, charge: null },
    end + 1000,
  )
  expect(loaded).toMatchObject({ step: 'closed', why: 'expired' })
})

describe('the countdown', () => {
  test.each([
    [10 * minute + 1, null, null, 1],
    [10 * minute, '10:00', 10, 1000],
    [5 * minute + 1, '05:01', 10, 1],
    [5 * minute, '05:00', 5, 1000],
    [61_500, '01:02', 5, 500],
    [minute, '01:00', 1, 1000],
    [999, '00:01', 1, 999],
    [0, '00:00', 0, null],
    [-1, '00:00', 0, null],
  ])('with %i ms left shows %s, says «under %s minutes», and changes in %s ms', (left, ...told) => {
    const { clock, under, next } = countdown(left)
    expect([clock, under, next]).toEqual(told)
  })

  test('says something new three times, and not every second', () => {
    const said = Array.from({ length: 600 }, (_, i) => countdown(600_000 - i * 1000).under)
    expect([...new Set(said)]).toEqual([10, 5, 1])
  })
})
