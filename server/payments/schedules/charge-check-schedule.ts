import { denialsBelieved } from './denials'
import type { ChargeRecord } from '../core/records'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/**
 * In ms. Longer than the gateway's own timeout: after it, nobody waits for the create answer any more. An
 * answer that comes later is not handed out.
 */
export const createTimeout = 12 * second
/** In ms: how far the clocks of two processes may differ, unless one has jumped. */
export const clocksApart = 2 * minute

/** Whether nobody waits for the answer to a charge's create call any more. */
export function isAbandoned({ createdAt }: ChargeRecord, now: number): boolean {
  const age = now - createdAt
  return age >= createTimeout || age < -clocksApart
}

/** In ms: the worker's first look. A waiting payer makes the backend query long before. */
export const firstCheckAfter = 20 * second
/** In ms: how long after its end a charge can still turn out paid: WeChat confirms late, clocks differ. */
const lingering = 10 * minute
/** In ms: if the gateway says nothing at all of an ended charge, looking stops after this time. */
const givenUp = 7 * day
/** In ms: the same where it answers each time that it knows no such charge. */
const deniedGivenUp = day

/**
 * When the worker looks at a charge next; null once it can no longer change. Within a minute while the charge
 * is younger than 15 minutes, within five minutes later (promise 4 of the contract).
 * @param charge as it is after this look
 */
export function nextCheck(charge: ChargeRecord, now: number): number | null {
  switch (charge.status) {
    case 'creating':
      return Math.max(charge.createdAt + createTimeout, now + second)
    case 'live':
      return now + interval(charge, now)
    case 'lost':
    case 'closed':
    case 'failed':
      return checkAfterEnd(charge, now)
    case 'succeeded':
      return null
  }
}

/**
 * A charge that ended without money is checked until it can no longer be paid: until the gateway has reported
 * on it well after its end, or has said nothing for long. A charge without a known gateway id cannot be
 * queried: only its webhook reports it.
 */
export function checkAfterEnd(charge: ChargeRecord, now: number): number | null {
  if (charge.gatewayId === null) return null
  const overAt = charge.expiresAt + lingering
  const spoken = charge.checkedAt !== null && charge.checkedAt >= overAt
  const patience = charge.denials >= denialsBelieved ? deniedGivenUp : givenUp
  return spoken || now > overAt + patience ? null : now + interval(charge, now)
}

/** Leaves time for a row whose process died while looking (see the worker's lease). */
function interval(charge: ChargeRecord, now: number): number {
  const age = now - charge.createdAt
  if (age >= 16 * minute) return 4 * minute
  if (charge.status !== 'live') return 45 * second
  return age < 2 * minute ? 20 * second : 30 * second
}

/**
 * In ms after its end: by then a live charge has ended in our records too, unless the gateway does not
 * answer. It is closed at one of the next looks, or has been final long enough to be believed at a later one.
 */
export const endedBy = 15 * minute

/** Whether a live charge is past its end, clock differences included, and has to be closed. */
export function isOver(charge: ChargeRecord, now: number): boolean {
  return charge.status === 'live' && now > charge.expiresAt + minute
}

/**
 * Whether nobody can pay it any more, by anyone's clock: without a report of the gateway, this alone allows
 * another charge.
 */
export function isSurelyOver(charge: ChargeRecord, now: number): boolean {
  return charge.status === 'live' && now > charge.expiresAt + clocksApart + minute
}

/**
 * Whether a charge should have ended long ago. The gateway does not report it, cannot be trusted, or does not
 * close it. It may have been paid, so nothing here may end it; somebody has to look.
 */
export function isOverdue(charge: ChargeRecord, now: number): boolean {
  return charge.status === 'live' && now > charge.expiresAt + hour
}
