import { expect, test } from 'vitest'
import { createPaymentEndSignal } from '../../../server/payments/status/payment-end-signal'

/** A clock whose moments are over when the test says so. */
function slowClock() {
  const ends: (() => void)[] = []
  const sleep = () => new Promise<void>((resolve) => void ends.push(resolve))
  return { sleep, over: () => ends.forEach((end) => end()) }
}

test('everybody who asks for an order is told when its payment ends within the moment', async () => {
  const clock = slowClock()
  const ended = createPaymentEndSignal(clock)
  const asked = [ended.of('one'), ended.of('one'), ended.of('other')]
  ended.note('one')
  clock.over()
  expect(await Promise.all(asked)).toEqual([true, true, false])
})

test('what ended before or after the moment is not told', async () => {
  const clock = slowClock()
  const ended = createPaymentEndSignal(clock)
  ended.note('one')
  const asked = ended.of('one')
  clock.over()
  expect(await asked).toBe(false)
  ended.note('one')
  const again = ended.of('one')
  clock.over()
  expect(await again).toBe(false)
})
