import { denialsBelieved } from './denials'
import type { ChargeRecord } from '../core/records'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/**
 * Longer than the gateway's own deadline: after it, nobody is still waiting for the create answer. Should
 * somebody be all the same, what they get is not handed out.
 */
export const createTimeout = 12 * second
/** In ms: clocks of two processes are not further apart than this, unless one has jumped. */
export const clocksApart = 2 * minute

/** Whether nobody waits for the answer to a charge's create call any more. */
export function isAbandoned({ createdAt }: ChargeRecord, now: number): boolean {
  const age = now - createdAt
  return age >= createTimeout || age < -clocksApart
}

/** The first look of the worker; a payer who waits makes the backend ask long before. */
export const firstCheckAfter = 20 * second
/** After its end a charge can still turn out paid for a while: WeChat confirms late, clocks differ. */
const lingering = 10 * minute
/** Where the gateway does not speak at all of a charge that has ended, looking is given up after this. */
const givenUp = 7 * day
/** Where it says each time that it knows no such charge, that is a word, if not the one that was asked for. */
const deniedGivenUp = day

/**
 * When the worker looks at a charge next; null once it can no longer change. Within a minute while
 * the charge is younger than 15 minutes, within five minutes later (promise 4 of the contract).
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
 * Whatever has ended without money is watched until it can no longer be paid: until the gateway has spoken
 * once its time was well over, or has not for long. A charge whose gateway id nobody knows cannot be asked about: only its
 * webhook tells.
 */
export function checkAfterEnd(charge: ChargeRecord, now: number): number | null {
  if (charge.gatewayId === null) return null
  const overAt = charge.expiresAt + lingering
  const spoken = charge.checkedAt !== null && charge.checkedAt >= overAt
  const patience = charge.denials >= denialsBelieved ? deniedGivenUp : givenUp
  return spoken || now > overAt + patience ? null : now + interval(charge, now)
}

/** Leaves room for a row whose process died while looking (see the worker's lease). */
function interval(charge: ChargeRecord, now: number): number {
  const age = now - charge.createdAt
  if (age >= 16 * minute) return 4 * minute
  if (charge.status !== 'live') return 45 * second
  return age < 2 * minute ? 20 * second : 30 * second
}

/**
 * So long after its end, in ms, a live charge has ended in our books too, unless the gateway is silent: it is
 * closed at one of the next looks, or has been final for long enough to be believed at a later one.
 */
export const endedBy = 15 * minute

/** Whether a live charge has outlived its time, the clocks' difference included, and is to be closed. */
export function isOver(charge: ChargeRecord, now: number): boolean {
  return charge.status === 'live' && now > charge.expiresAt + minute
}

/**
 * Whether nobody can pay it any more, by whichever clock it is read: where no answer of the gateway says so,
 * another charge may be made on this word alone.
 */
export function isSurelyOver(charge: ChargeRecord, now: number): boolean {
  return charge.status === 'live' && now > charge.expiresAt + clocksApart + minute
}

/**
 * Whether a charge should long have ended. The gateway refuses to tell, cannot be believed, or will not
 * close it: it may have been paid, so nothing here may end it; somebody has to look.
 */
export function isOverdue(charge: ChargeRecord, now: number): boolean {
  return charge.status === 'live' && now > charge.expiresAt + hour
}
