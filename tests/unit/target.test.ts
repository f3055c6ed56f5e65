import { expect, test } from 'vitest'
import { addressOf } from '@/payment/flow/address'
import { steps } from '@/payment/flow/flow'
import { authorizeUrl, readTarget, writeTarget } from '@/payment/page-target'
import { samples } from './samples'

test.each([
  'checkout?order=Aq3_pX9-kT2vLm7RzYw1Hg',
  'checkout?order=Aq3_pX9-kT2vLm7RzYw1Hg&auto=1',
  'checkout?item=coffee%20large',
  'checkout',
])('%s says the same read and written', (address) => {
  const target = readTarget(address)
  expect(target && writeTarget(target)).toBe(address)
})

test.each(['success?order=X', 'failure?order=X', 'pending?order=X'])(
  '%s is asked about before anything is said',
  (address) => expect(readTarget(address)).toMatchObject({ kind: 'result', orderId: 'X' }),
)

test('what WeChat adds to a shared link means nothing', () =>
  expect(readTarget('checkout?order=X&from=singlemessage&isappinstalled=0')).toEqual(
    readTarget('checkout?order=X'),
  ))

test.each(['wechat?order=X', 'wechat?to=checkout%3Forder%3DX'])(
  '%s, opened in WeChat after all, is the order itself',
  (address) => expect(readTarget(address)).toEqual(readTarget('checkout?order=X')),
)

test.each(['', 'oauth', 'oauth?code=1&state=2', 'elsewhere', 'success'])(
  '%j is no target',
  (address) => expect(readTarget(address)).toBeNull(),
)

test('the way to sign in carries the target whole', () =>
  expect(authorizeUrl({ kind: 'order', orderId: 'X', auto: true })).toBe(
    'api/oauth/authorize?to=checkout%3Forder%3DX%26auto%3D1',
  ))

test('every state has an address one level under the payment directory, or stays where it is', () => {
  for (const step of steps) {
    expect(addressOf(samples[step]) ?? 'checkout').toMatch(
      /^(oauth|checkout|pending|success|failure|wechat|nothing-here)(\?[^/]*)?$/,
    )
  }
})
