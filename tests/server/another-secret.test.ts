/** A start with another SESSION_SECRET than the store was used with says that payers sign in again, once. */
import { expect, test } from 'vitest'
import { openCheckout } from './support/checkout'
import { kinds } from './support/databases'

const [first, second] = ['a'.repeat(40), 'b'.repeat(40)]

test.each(kinds)('on the %s database', async (kind) => {
  const { log, anotherProcess } = await openCheckout(kind, { SESSION_SECRET: first })
  const said = () => log.filter((line) => line.includes('SESSION_SECRET has changed')).length
  const startWith = async (secrets: string) => {
    const { stop } = await anotherProcess({ SESSION_SECRET: secrets })
    await stop()
    return said()
  }
  expect(said()).toBe(0)
  expect(await startWith(first)).toBe(0)
  // With the one before behind it, nobody has to sign in again.
  expect(await startWith(`${second},${first}`)).toBe(0)
  expect(await startWith(first)).toBe(1)
  expect(await startWith(first)).toBe(1)
})
