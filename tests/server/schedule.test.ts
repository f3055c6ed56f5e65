import { describe, expect, test } from 'vitest'
import { nextStepDelay, neverArrived } from '../../server/payments/schedules/refund-schedule'
import {
  isOver,
  nextCheck,
  checkAfterEnd,
} from '../../server/payments/schedules/charge-check-schedule'
import type { ChargeRecord, RefundRecord } from '../../server/payments/core/records'
import { chargeRow, createdOf, refundRow, t0 } from './support/rows'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const live: ChargeRecord = { ...chargeRow, ...createdOf(chargeRow.chargeId), status: 'live' }
const ended: ChargeRecord = { ...live, status: 'closed' }
/** Its time, and the time it may still turn out paid in, are over. */
const over = live.expiresAt + 10 * minute

describe('the next look at a charge', () => {
  test('that is being created is when nobody waits for the answer any more', () => {
    expect(nextCheck(chargeRow, t0 + second)).toBe(t0 + 12 * second)
  })

  test('that is still being created then comes soon', () => {
    expect(nextCheck(chargeRow, t0 + minute)).toBe(t0 + minute + second)
  })

  test.each([0, minute, 5 * minute, 15 * minute - 1])(
    'that is live for %d ms comes within a minute, a killed process included',
    (age) => {
      const now = t0 + age
      expect((nextCheck(live, now) ?? Infinity) - now).toBeLessThanOrEqual(minute - 25 * second)
    },
  )

  test.each([15 * minute, hour, 12 * hour])(
    'that is live for %d ms comes within five minutes, a killed process included',
    (age) => {
      const now = t0 + age
      expect((nextCheck(live, now) ?? Infinity) - now).toBeLessThanOrEqual(5 * minute - 25 * second)
    },
  )

  test('that was paid never comes', () => {
    expect(nextCheck({ ...live, status: 'succeeded' }, t0)).toBeNull()
  })

  test.each(['lost', 'closed', 'failed'] as const)('that is %s comes all the same', (status) => {
    expect(nextCheck({ ...ended, status }, t0 + minute)).toBeGreaterThan(t0 + minute)
  })
})

describe('the watch of a charge that has ended without money', () => {
  test('goes on after the gateway has spoken while it could still turn out paid', () => {
    expect(checkAfterEnd({ ...ended, checkedAt: over - 1 }, over)).not.toBeNull()
  })

  test('goes on until the gateway has spoken after that', () => {
    expect(checkAfterEnd({ ...ended, checkedAt: null }, over + day)).not.toBeNull()
  })

  test('ends once the gateway has', () => {
    expect(checkAfterEnd({ ...ended, checkedAt: over }, over + 1)).toBeNull()
  })

  test('is given up where the gateway does not speak for a week', () => {
    expect(checkAfterEnd({ ...ended, checkedAt: null }, over + 7 * day + 1)).toBeNull()
  })

  test('is not possible where nobody knows its id at the gateway', () => {
    expect(checkAfterEnd({ ...ended, gatewayId: null }, t0 + minute)).toBeNull()
  })
})

describe('a live charge', () => {
  test.each([
    { past: minute, is: false },
    { past: minute + 1, is: true },
  ])('$past ms past its end is to be closed: $is', ({ past, is }) => {
    expect(isOver(live, live.expiresAt + past)).toBe(is)
  })
})

describe('a refund whose sending was not answered', () => {
  const sent: RefundRecord = { ...refundRow, status: 'sending', sentAt: t0 }
  const looked = (looks: number) => ({ ...sent, looks })
  const [once, twice] = [refundRow.amount, 2 * refundRow.amount]

  test.each([
    { what: 'enough is left to refund twice', left: twice, looks: 6, after: 3 * minute },
    { what: 'a second one would be refused', left: twice - 1, looks: 3, after: 45 * second },
    { what: 'all of it is left', left: once, looks: 3, after: 45 * second },
  ])('may be taken for lost after so many looks, where $what', ({ left, looks, after }) => {
    const at = (seen: number, time: number) => neverArrived(looked(seen), left, t0 + time)
    expect([at(looks, after), at(looks - 1, after), at(looks, after - 1)]).toEqual([
      true,
      false,
      false,
    ])
  })

  test('is looked for long where a second one has been refused', () => {
    const refused = {
      ...looked(3),
      failure: { reason: 'unknown' as const, code: 'x', message: '' },
    }
    expect(neverArrived(refused, once, t0 + 3 * minute - 1)).toBe(false)
  })
})

describe('the next step of a refund', () => {
  const states = [
    { status: 'sending', least: 2 * second, most: minute },
    { status: 'wanted', least: 2 * second, most: 10 * minute },
    { status: 'processing', least: 3 * second, most: hour },
  ] as const

  test.each(states)('that is $status comes soon at first', ({ status, least }) => {
    expect(nextStepDelay({ ...refundRow, status }, t0)).toBe(least)
  })

  test.each(states)('that is $status is never put off for longer', ({ status, most }) => {
    expect(nextStepDelay({ ...refundRow, status }, t0 + 30 * day)).toBe(most)
  })

  test('counts from when it was last sent', () => {
    const sent: RefundRecord = { ...refundRow, status: 'sending', sentAt: t0 + day }
    expect(nextStepDelay(sent, t0 + day)).toBe(2 * second)
  })
})
