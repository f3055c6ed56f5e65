import { expect, test } from 'vitest'
import { createRecurring } from '../../server/runtime/recurring'

/** A clock that beats by hand, and rounds that end when they are told to. */
function aRecurring() {
  let onBeat: (() => void) | null = null
  let every = 0
  const ends: (() => void)[] = []
  const clock = {
    every(ms: number, beat: () => void) {
      every = ms
      onBeat = beat
      return () => {
        onBeat = null
      }
    },
  }
  const recurring = createRecurring(clock, 1_000, () => {
    return new Promise<void>((resolve) => void ends.push(resolve))
  })
  return {
    recurring,
    every: () => every,
    beat: () => onBeat?.(),
    begun: () => ends.length,
    end: async () => {
      ends.at(-1)?.()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

test('nothing is done before the start, and then a round at each beat', async () => {
  const { recurring, every, beat, begun, end } = aRecurring()
  beat()
  expect(begun()).toBe(0)
  recurring.start()
  beat()
  await end()
  beat()
  expect([every(), begun()]).toEqual([1_000, 2])
})

test('no round is begun beside one that is under way', async () => {
  const { recurring, beat, begun, end } = aRecurring()
  recurring.start()
  beat()
  beat()
  expect(begun()).toBe(1)
  await end()
  beat()
  expect(begun()).toBe(2)
})

test('the stop waits for the round under way, and begins no other', async () => {
  const { recurring, beat, begun, end } = aRecurring()
  recurring.start()
  beat()
  let isStopped = false
  const stopped = recurring.stop().then(() => {
    isStopped = true
  })
  beat()
  await new Promise((resolve) => setImmediate(resolve))
  expect([isStopped, begun()]).toEqual([false, 1])
  await end()
  await stopped
  expect(isStopped).toBe(true)
})
