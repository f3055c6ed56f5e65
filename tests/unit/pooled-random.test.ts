import { expect, test } from 'vitest'
import { createPooledRandom } from '../../server/runtime/pooled-random'

/** Bytes that count up, and how many were drawn each time. */
function counting() {
  const draws: number[] = []
  let next = 0
  const draw = (bytes: number) => {
    draws.push(bytes)
    return Buffer.from(Array.from({ length: bytes }, () => next++ % 251))
  }
  return { draws, draw }
}

test('no byte is given out twice', () => {
  const { draw } = counting()
  const random = createPooledRandom(draw)
  const given = Buffer.concat(Array.from({ length: 15 }, () => random(16)))
  expect(new Set(given).size).toBe(15 * 16)
})

test('each has as many bytes as were asked for, where the pool ends and where it is too small', () => {
  const random = createPooledRandom(counting().draw)
  for (const bytes of [4000, 100, 1, 0, 4096, 5000]) expect(random(bytes)).toHaveLength(bytes)
})

test('many numbers take one draw', () => {
  const { draws, draw } = counting()
  const random = createPooledRandom(draw)
  for (let number = 0; number < 256; number += 1) random(16)
  expect(draws.filter((bytes) => bytes > 0)).toEqual([4096])
})

test('by default they are the system’s', () => {
  expect(createPooledRandom()(16)).not.toEqual(createPooledRandom()(16))
})
