import { expect, test } from 'vitest'
import { next } from '@/payment/flow/flow'
import { after, answered, events, failing, noon, samples } from './samples'

test('a charge that could not be asked for offline may be, once the backend answers', () => {
  const refused = after(samples.charging, { type: 'charge_failed', failure: failing('offline') })
  expect(refused.step).toBe('charge_refused')
  expect(after(refused, answered({ status: 'unpaid' })).step).toBe('ready')
})

test('a charge that the gateway refused stays told as refused while the order is asked about', () => {
  const failure = failing('gateway_rejected')
  const refused = after(samples.charging, { type: 'charge_failed', failure })
  expect(after(refused, answered({ status: 'unpaid' })).step).toBe('charge_refused')
})

test('only what failed offline is tried again by itself when the phone is back', () => {
  const back = { type: 'returned', frozen: false } as const
  const failed = (code: 'offline' | 'backend_down') => ({
    ...samples.landing_failed,
    failure: failing(code),
  })
  expect(after(failed('offline'), back).step).toBe('landing')
  expect(after(failed('backend_down'), back).step).toBe('landing_failed')
})

test('a phone that loses our cookie does not turn between WeChat and us for ever', () => {
  expect(next(samples.loading, { ...events.login_needed, restarts: 2 }, noon)).toMatchObject({
    step: 'load_failed',
    failure: { code: 'login_required' },
  })
})

test('a state that does not match starts over once, a refusal never by itself', () => {
  const failed = (code: 'oauth_state_mismatch' | 'oauth_denied', restarts: number) => {
    const failure = { ...failing(code), authorizeUrl: 'api/oauth/authorize' }
    return next(samples.landing, { type: 'sign_in_failed', failure, restarts }, noon).step
  }
  expect(failed('oauth_state_mismatch', 0)).toBe('leaving')
  expect(failed('oauth_state_mismatch', 1)).toBe('landing_failed')
  expect(failed('oauth_denied', 0)).toBe('landing_failed')
})
