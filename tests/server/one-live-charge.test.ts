import { describe, expect, test } from 'vitest'
import {
  decideCharge,
  graceFrom,
  type ChargeAttempt,
} from '../../server/payments/charges/charge-policy'
import { wechatpayCapabilities } from '../../server/gateways/wechatpay/capabilities'
import { paymaxCapabilities } from '../../server/gateways/paymax/capabilities'
import type { ChargeRecord } from '../../server/payments/core/records'
import { createdOf, chargeRow, t0 } from './support/rows'

const second = 1_000
const minute = 60 * second
const limits = { chargeReuse: 3 * minute, chargeGrace: 5 * minute }
const live: ChargeRecord = { ...chargeRow, ...createdOf(chargeRow.chargeId), status: 'live' }

/** What asking so long after the charge was made comes to. */
function decided(last: ChargeRecord | null, age: number, asking: Partial<ChargeAttempt> = {}) {
  const now = chargeRow.createdAt + age
  return decideCharge(
    last,
    { openid: 'payer', renew: false, automatic: false, now, ...asking },
    limits,
    paymaxCapabilities,
  )
}

describe('asking for a charge', () => {
  test('makes one where there is none', () => {
    expect(decided(null, 0)).toEqual({ do: 'create' })
  })

  test.each(['failed', 'closed', 'lost'] as const)('makes one after one that is %s', (status) => {
    expect(decided({ ...live, status }, minute)).toEqual({ do: 'create' })
  })

  test('after one that was paid makes none', () => {
    expect(decided({ ...live, status: 'succeeded' }, minute)).toEqual({ do: 'order_paid' })
  })

  test.each([
    { age: 0, what: 'just begun', does: 'wait' },
    { age: 12 * second - 1, what: 'not answered yet', does: 'wait' },
    { age: 12 * second, what: 'not waited for any more', does: 'declare_lost' },
    { age: -2 * minute, what: 'begun by a clock that is a little ahead', does: 'wait' },
    { age: -2 * minute - 1, what: 'begun by a clock that has jumped', does: 'declare_lost' },
  ])('while the last one is $what: $does', ({ age, does }) => {
    expect(decided(chargeRow, age)).toEqual({ do: does })
  })
})

describe('asking at a gateway where a create can be sent again', () => {
  const at = (last: ChargeRecord, age: number, asking: Partial<ChargeAttempt> = {}) => {
    const now = chargeRow.createdAt + age
    const attempt = { openid: 'payer', renew: false, automatic: false, now, ...asking }
    return decideCharge(last, attempt, limits, wechatpayCapabilities)
  }
  const other = { openid: 'somebody else' }

  test.each([
    { age: 5 * second - 1, who: {}, does: { do: 'wait' } },
    { age: 5 * second, who: {}, does: { do: 'recover', again: true } },
    { age: 12 * second - 1, who: other, does: { do: 'wait' } },
    { age: 12 * second, who: other, does: { do: 'recover', again: false } },
    { age: -2 * minute - 1, who: {}, does: { do: 'recover', again: true } },
  ])('$age ms after one was begun whose answer is not known: $does', ({ age, who, does }) => {
    expect(at(chargeRow, age, who)).toEqual(does)
  })

  test('sends nothing again that ends within a minute', () => {
    const ending = { ...chargeRow, expiresAt: t0 + 5 * second + minute }
    expect(at(ending, 5 * second)).toEqual({ do: 'recover', again: false })
  })

  test('makes none beside one that was given up and is not known to be closed', () => {
    expect(at({ ...live, status: 'lost' }, minute)).toEqual({ do: 'replace' })
    expect(at({ ...live, status: 'closed' }, minute)).toEqual({ do: 'create' })
  })

  test('gives a charge again for as long as its credential can be signed anew', () => {
    const long = { ...live, expiresAt: t0 + 180 * minute }
    expect(at(long, 110 * minute - 1)).toEqual({ do: 'give_again' })
    expect(at(long, 110 * minute)).toEqual({ do: 'replace' })
  })
})

describe('asking while the payer’s own charge is live', () => {
  test.each([
    { age: 3 * minute - 1, does: 'give_again' },
    { age: 3 * minute, does: 'replace' },
  ])('$age ms after it was made: $does', ({ age, does }) => {
    expect(decided(live, age)).toEqual({ do: does })
  })

  test('replaces it where the sheet refused it', () => {
    expect(decided(live, second, { renew: true })).toEqual({ do: 'replace' })
  })

  test.each([
    { left: minute + 1, does: 'give_again' },
    { left: minute, does: 'replace' },
  ])('$left ms before its end: $does', ({ left, does }) => {
    expect(decided({ ...live, expiresAt: t0 + second + left }, second)).toEqual({ do: does })
  })
})

describe('asking while somebody else’s charge is live', () => {
  const other = { openid: 'somebody else' }

  test('is to wait for as long as it is young', () => {
    expect(decided(live, minute, other)).toEqual({ do: 'refuse', retryAfterMs: 4 * minute })
  })

  test('is to wait even where the sheet is said to have refused it', () => {
    expect(decided(live, minute, { ...other, renew: true })).toMatchObject({ do: 'refuse' })
  })

  test('replaces it later', () => {
    expect(decided(live, 5 * minute, other)).toEqual({ do: 'replace' })
  })

  test('replaces nothing where nobody tapped', () => {
    const asking = { ...other, automatic: true }
    expect(decided(live, 5 * minute, asking)).toEqual({ do: 'refuse', retryAfterMs: 0 })
  })

  test('is to wait no longer once the payer’s run has lasted as long, however young their charge', () => {
    const renewed = { ...live, graceFrom: t0 - 5 * minute + second }
    expect(decided(renewed, 0, other)).toEqual({ do: 'refuse', retryAfterMs: second })
    expect(decided(renewed, second, other)).toEqual({ do: 'replace' })
  })

  test.each([
    { ahead: 2 * minute, what: 'a little ahead', does: 'refuse' },
    { ahead: 2 * minute + 1, what: 'that has jumped', does: 'replace' },
  ])('begun by a clock $what: $does', ({ ahead, does }) => {
    expect(decided({ ...live, graceFrom: t0 + ahead }, 0, other)).toMatchObject({ do: does })
  })
})

describe('a payer’s run of charges', () => {
  /** When the run of a charge made so long after the last one began, as ms after t0. */
  const began = (after: number, last: Partial<ChargeRecord> | null, openid = 'payer') => {
    const previous = last && { ...live, ...last }
    return graceFrom(previous, { openid, now: t0 + after }, limits) - t0
  }

  test('begins with the first charge of an order', () => {
    expect(began(0, null)).toBe(0)
  })

  test('goes on with each charge in place of one of the same payer', () => {
    expect(began(second, {})).toBe(0)
    expect(began(2 * second, { createdAt: t0 + second, graceFrom: t0 })).toBe(0)
  })

  test.each(['failed', 'closed', 'lost'] as const)('goes on after one that is %s', (status) => {
    expect(began(minute, { status })).toBe(0)
  })

  test('begins anew after a charge of another payer', () => {
    expect(began(minute, { openid: 'somebody else' })).toBe(minute)
  })

  test('goes on until the time of the last charge is over, and begins anew then', () => {
    expect(began(30 * minute - 1, {})).toBe(0)
    expect(began(30 * minute, {})).toBe(30 * minute)
  })

  test('goes on past that time until others could have taken over for as long as they were kept off', () => {
    const short = { expiresAt: t0 + 5 * minute }
    expect(began(10 * minute - 1, short)).toBe(0)
    expect(began(10 * minute, short)).toBe(10 * minute)
  })

  test('never begins in the future, whatever a clock that has jumped wrote', () => {
    expect(began(minute, { graceFrom: t0 + 60 * minute })).toBe(minute)
  })
})
