import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { endsWithin } from '../../server/runtime/ends-within'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

test('a call ends in time, however often garbage is collected meanwhile', async () => {
  const signal = endsWithin(200, new AbortController().signal)
  const ended = new Promise((resolve) => signal.addEventListener('abort', resolve))
  for (let turn = 0; turn < 5; turn += 1) {
    collectGarbage()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await ended
  expect(signal.reason).toMatchObject({ name: 'TimeoutError' })
}, 5_000)

test('a call ends when it is told to', () => {
  const caller = new AbortController()
  const signal = endsWithin(60_000, caller.signal)
  caller.abort()
  expect(signal.aborted).toBe(true)
})
