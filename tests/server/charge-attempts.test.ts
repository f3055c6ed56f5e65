/** Ten charges of an order made or closed by a payer in ten minutes: counted in the store. */
import { describe, expect, test } from 'vitest'
import type { AttemptLimit } from '../../server/payments/core/charge-repository'
import type { Repository } from '../../server/payments/core/repository'
import { attemptBound } from '../../server/payments/charges/attempt-limit'
import { kinds } from './support/databases'
import { chargeRow, noMoney, openRepositories, orderRow, t0, withAnOrder } from './support/rows'

const { within } = attemptBound
const { orderId } = orderRow
const limited = { limitedUntil: t0 + within }

const attempt = (repository: Repository, at = t0, by: { openid?: string; orderId?: string } = {}) =>
  repository.countAttempt({ orderId, openid: 'payer', at, ...by }, attemptBound)

async function attempts(repository: Repository, count: number, at = t0): Promise<void> {
  for (let n = 0; n < count; n += 1) expect(await attempt(repository, at)).toBeNull()
}

/** A charge of the payer's, counted, that ends at once without money. */
async function begun(repository: Repository, number: number) {
  const charge = { ...chargeRow, chargeId: `c${number}` }
  const previous = number === 0 ? null : `c${number - 1}`
  const answer = await repository.beginCharge(charge, previous, t0, attemptBound)
  await repository.endCharge(charge.chargeId, 'lost', noMoney)
  return answer
}

describe.each(kinds)('a payer’s attempts at an order, on the %s database', (kind) => {
  test('are ten in ten minutes, and then it is told until when', async () => {
    const repository = await withAnOrder(kind)
    await attempts(repository, 10)
    expect(await attempt(repository, t0 + within - 1)).toEqual(limited)
    expect(await attempt(repository, t0 + within)).toBeNull()
  })

  test('are told the time at which the oldest of the last ten is forgotten', async () => {
    const repository = await withAnOrder(kind)
    await attempts(repository, 1)
    await attempts(repository, 9, t0 + 60_000)
    expect(await attempt(repository, t0 + 60_000)).toEqual(limited)
  })

  test('are charges made and charges closed, together', async () => {
    const repository = await withAnOrder(kind)
    for (let number = 0; number < 6; number += 1)
      expect(await begun(repository, number)).toBe('begun')
    await attempts(repository, 4)
    expect(await begun(repository, 6)).toEqual(limited)
    expect(await attempt(repository)).toEqual(limited)
  })

  test('leave the order as it was where they are too many', async () => {
    const repository = await withAnOrder(kind)
    await attempts(repository, 10)
    expect(await begun(repository, 0)).toEqual(limited)
    expect(await repository.chargesOfOrder(orderId)).toEqual([])
    expect(await repository.orderById(orderId)).toMatchObject({ lastChargeId: null })
  })

  test('are not counted where another request was quicker', async () => {
    const repository = await withAnOrder(kind)
    const charge = { ...chargeRow, chargeId: 'overtaken' }
    for (let n = 0; n < 10; n += 1) {
      expect(await repository.beginCharge(charge, 'other', t0, attemptBound)).toBe('overtaken')
    }
    expect(await attempt(repository)).toBeNull()
  })

  test('count neither against another payer nor for another order', async () => {
    const repository = await withAnOrder(kind)
    await attempts(repository, 10)
    expect(await attempt(repository, t0, { openid: 'buyer' })).toBeNull()
    expect(await attempt(repository, t0, { orderId: 'other' })).toBeNull()
  })

  test('of a clock that has jumped back since keep nobody off', async () => {
    const repository = await withAnOrder(kind)
    await attempts(repository, 10, t0 + within)
    expect(await attempt(repository, t0)).toBeNull()
  })

  test('are no more than ten, however many come at once from two processes', async () => {
    const repositories = await openRepositories(kind, 2)
    await repositories[0].insertOrder(orderRow)
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        attempt(n % 2 === 0 ? repositories[0] : second(repositories)),
      ),
    )
    expect(all.filter((limit: AttemptLimit | null) => limit === null)).toHaveLength(10)
  })

  test('are forgotten in batches, the oldest first, and not before their time', async () => {
    const repository = await withAnOrder(kind)
    for (let n = 0; n < 5; n += 1) await attempts(repository, 1, t0 + n)
    expect(await repository.forgetAttempts(t0 + 4, 3)).toBe(3)
    expect(await repository.forgetAttempts(t0 + 4, 3)).toBe(1)
    expect(await repository.forgetAttempts(t0 + 4, 3)).toBe(0)
    await attempts(repository, 9, t0 + 4)
    expect(await attempt(repository, t0 + 4)).toEqual({ limitedUntil: t0 + 4 + within })
  })
})

function second([, other]: readonly Repository[]): Repository {
  if (!other) throw new Error('one process only')
  return other
}
