import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { systemClock } from '../../server/runtime/clock'
import { soonAfterListening } from '../../server/runtime/soon-after-listening'

function aServer() {
  const beats: { readonly ms: number; readonly beat: () => void; isStopped: boolean }[] = []
  const server = createServer()
  let prepared = 0
  const clock = {
    ...systemClock,
    every(ms: number, beat: () => void) {
      const one = { ms, beat, isStopped: false }
      beats.push(one)
      return () => {
        one.isStopped = true
      }
    },
  }
  soonAfterListening(server, clock, () => {
    prepared += 1
  })
  return { server, beats, prepared: () => prepared }
}

test('nothing is prepared before the server listens, and not in the moment in which it begins to', () => {
  const { server, beats, prepared } = aServer()
  expect(beats).toEqual([])
  server.emit('listening')
  expect(prepared()).toBe(0)
  expect(beats[0]?.ms).toBeGreaterThanOrEqual(50)
})

test('it is prepared once', () => {
  const { server, beats, prepared } = aServer()
  server.emit('listening')
  beats[0]?.beat()
  expect([prepared(), beats[0]?.isStopped]).toEqual([1, true])
})

test('a server that is closed before prepares nothing any more', () => {
  const { server, beats } = aServer()
  server.emit('listening')
  server.emit('close')
  expect(beats.map(({ isStopped }) => isStopped)).toEqual([true])
})
