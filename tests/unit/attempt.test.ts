import { expect, test } from 'vitest'
import { readAttempt, writeAttempt } from '@/payment/attempt'

test('an attempt survives being written down', () => {
  const attempt = { orderId: 'o', chargeId: 'c', startedAt: 1 }
  expect(readAttempt(writeAttempt(attempt))).toEqual(attempt)
})

test.each([
  null,
  '',
  'null',
  '{',
  '[]',
  '{"orderId":"o"}',
  '{"orderId":1,"chargeId":"c","startedAt":1}',
])('%j is no attempt', (text) => expect(readAttempt(text)).toBeNull())
