/** Whoever has an order's link may pay it; nobody may keep it from others, or have us work without end. */
import { describe, expect, test } from 'vitest'
import { atAnOrder } from './support/at-an-order'
import { kinds } from './support/databases'

const second = 1_000
const minute = 60 * second

const renew = { renew: true }
const limit = '429 rate_limited'

describe.each(kinds)('an order whose link a stranger has, on the %s database', (kind) => {
  test('is the buyer’s to pay after the grace, however often the stranger renews', async () => {
    const { charge, someoneElse, advance, freeze } = await atAnOrder(kind)
    freeze()
    const stranger = await someoneElse()
    await charge({}, stranger)
    for (let n = 1; n < 5; n += 1) {
      advance(minute)
      expect((await charge(renew, stranger)).status).toBe(201)
      const told = await charge()
      expect([told.code, told.retryAfter]).toEqual(['409 charge_in_progress', `${(5 - n) * 60}`])
    }
    advance(minute)
    expect((await charge(renew, stranger)).status).toBe(201)
    expect((await charge()).status).toBe(201)
    // And now it is the buyer who is not to be disturbed.
    expect((await charge(renew, stranger)).code).toBe('409 charge_in_progress')
  })

  test('has ten charges of the stranger’s in ten minutes, and no more', async () => {
    const { charge, someoneElse, advance, freeze, sandbox } = await atAnOrder(kind)
    freeze()
    const stranger = await someoneElse()
    for (let n = 0; n < 10; n += 1) {
      expect((await charge(renew, stranger)).status).toBe(201)
      advance(second)
    }
    const told = await charge(renew, stranger)
    expect([told.code, told.retryAfter]).toEqual([limit, '590'])
    expect(sandbox.paymax.charges()).toHaveLength(10)
    // Given again, it costs nothing; and nobody else is kept off by it.
    expect((await charge({}, stranger)).status).toBe(200)
    advance(290 * second)
    expect((await charge()).status).toBe(201)
  })

  test('is renewed again once the oldest is ten minutes old', async () => {
    const { charge, advance, freeze } = await atAnOrder(kind)
    freeze()
    await charge()
    advance(second)
    for (let n = 1; n < 10; n += 1) expect((await charge(renew)).status).toBe(201)
    advance(10 * minute - second - 1)
    const told = await charge(renew)
    expect([told.code, told.retryAfter]).toEqual([limit, '1'])
    advance(1)
    expect((await charge(renew)).status).toBe(201)
    expect((await charge(renew)).code).toBe(limit)
  })

  test('costs calls of Paymax for ten closes that fail, and no more', async () => {
    const { charge, sandbox, freeze, log } = await atAnOrder(kind)
    freeze()
    await charge()
    sandbox.faults.set({ close_refused: true })
    for (let n = 1; n < 10; n += 1) expect((await charge(renew)).status).toBe(200)
    expect((await charge(renew)).code).toBe(limit)
    expect(log.filter((line) => line.includes('could not be closed'))).toHaveLength(9)
  })

  test('does so however many renew at once, from two processes', async () => {
    const { charge, payer, anotherProcess, sandbox, log } = await atAnOrder(kind)
    const elsewhere = (await anotherProcess()).phone()
    for (const [name, value] of payer.cookies) elsewhere.cookies.set(name, value)
    await charge()
    sandbox.faults.set({ close_refused: true })
    const all = await Promise.all(
      Array.from({ length: 24 }, (_, n) => charge(renew, n % 2 === 0 ? payer : elsewhere)),
    )
    expect(all.filter(({ code }) => code === limit)).toHaveLength(24 - 9)
    expect(log.filter((line) => line.includes('could not be closed'))).toHaveLength(9)
  })
})
