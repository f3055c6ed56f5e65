import { randomBytes } from 'node:crypto'

/** Enough for some two hundred numbers of 16 bytes. */
const poolSize = 4096

/**
 * Random bytes of the system's generator, drawn many at a time: a payment takes a dozen numbers, and each
 * draw of its own costs more than the number. Every byte is given out once.
 */
export function createPooledRandom(draw = randomBytes): (bytes: number) => Buffer {
  let pool = draw(0)
  return (bytes) => {
    if (bytes > poolSize) return draw(bytes)
    if (bytes > pool.length) pool = draw(poolSize)
    const given = pool.subarray(0, bytes)
    pool = pool.subarray(bytes)
    return given
  }
}
