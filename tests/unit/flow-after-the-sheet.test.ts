import { describe, expect, test } from 'vitest'
import { next } from '@/payment/flow/flow'
import { after, answered, iso, noon, samples } from './samples'

describe('an answer about a sheet that was cancelled', () => {
  const closedAt = noon
  const cancelled = next(samples.sheet, { type: 'bridge_answered', hint: 'cancel' }, closedAt)

  test('says «not charged» once Paymax has spoken since', () => {
    const told = next(cancelled, answered({}, noon + 300), noon + 400)
    expect(told).toMatchObject({ step: 'unpaid', checkedAt: iso(noon + 300) })
  })

  test('says nothing about money while Paymax spoke before the query came in', () => {
    const stale = answered({ checkedAt: iso(noon + 299) }, noon + 300)
    expect(next(cancelled, stale, noon + 400).step).toBe('confirming')
  })

  test('says nothing about money while the query had left before the sheet closed', () => {
    const early = answered({}, closedAt - 1)
    expect(next(cancelled, early, noon + 400).step).toBe('confirming')
  })

  test('does not mind a phone whose clock is an hour off', () => {
    const anHourOn = iso(noon + 3_600_000)
    const told = answered({ checkedAt: anHourOn, receivedAt: anHourOn, now: anHourOn }, noon + 300)
    expect(next(cancelled, told, noon + 400).step).toBe('unpaid')
  })

  test('leads to success when the money moved all the same', () => {
    expect(next(cancelled, answered({ status: 'paid' }), noon).step).toBe('paid')
  })
})

test('ok without money is waited for and never called a failure or a success', () => {
  const said = next(samples.sheet, { type: 'bridge_answered', hint: 'ok' }, noon)
  const waited = after(said, answered(), answered(), { type: 'deadline' }, answered())
  expect(waited.step).toBe('pending')
})

test('money that comes after «not completed» turns the page to success', () => {
  expect(after(samples.unpaid, answered({ status: 'paid' })).step).toBe('paid')
})

describe('a word about another payer’s charge', () => {
  const cancelled = { ...samples.confirming, hint: 'cancel', chargeId: 'c1' } as const

  test('does not tell this payer that theirs has failed', () => {
    const failure = { code: 'balance' as const, message: '' }
    const others = after(cancelled, answered({ status: 'failed', chargeId: 'c2', failure }))
    expect(others.step).not.toBe('failed')
    const own = after(cancelled, answered({ status: 'failed', chargeId: 'c1', failure }))
    expect(own).toMatchObject({ step: 'failed', code: 'balance' })
  })

  test('does not say when theirs was asked about', () => {
    const others = after(cancelled, answered({ status: 'processing', chargeId: 'c2' }, noon + 1))
    expect(others).toMatchObject({ step: 'unpaid', checkedAt: null })
    const own = after(cancelled, answered({ status: 'processing', chargeId: 'c1' }, noon + 1))
    expect(own).toMatchObject({ step: 'unpaid', checkedAt: iso(noon + 1) })
  })
})

test('a sheet that refused its charge asks for another one', () => {
  const refused = after(
    samples.sheet,
    { type: 'bridge_answered', hint: 'fail' },
    answered({}, noon + 5000),
    { type: 'pay' },
  )
  expect(refused).toMatchObject({ step: 'charging', wish: 'renew' })
})

test('a sheet that WeChat would not open asks for no other charge', () => {
  const denied = after(
    samples.sheet,
    { type: 'bridge_answered', hint: 'denied' },
    answered({}, noon + 5000),
  )
  expect(denied).toMatchObject({ step: 'unpaid', hint: 'denied' })
  expect(after(denied, { type: 'pay' })).toMatchObject({ step: 'charging', wish: 'tap' })
})

describe('a page that said «not completed» and is opened again', () => {
  const target = { kind: 'result', orderId: samples.ready.order.orderId, said: 'unpaid' } as const
  const loading = { step: 'loading', target, round: 0 } as const
  const { order } = samples.ready
  const asking = next(
    loading,
    { type: 'loaded', order, answer: null, attempt: null, charge: null },
    noon,
  )

  test('says it anew once Paymax was asked anew', () => {
    expect(asking.step).toBe('confirming')
    expect(next(asking, answered({}, noon + 300), noon + 400).step).toBe('unpaid')
  })

  test('turns to success when the money came meanwhile', () => {
    expect(next(asking, answered({ status: 'paid' }), noon).step).toBe('paid')
  })
})
