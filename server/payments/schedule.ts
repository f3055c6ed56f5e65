import type { ChargeRecord } from './records'

const minute = 60_000

/** The first look of the reconciler; a payer who waits makes the backend ask long before. */
export const firstCheckAfter = 20_000
/** After its end a charge can still turn out paid for a while: WeChat confirms late, clocks differ. */
const lingering = 10 * minute

/**
 * When the reconciler looks at a charge next; null once it can no longer change. Within a minute while
 * the charge is younger than 15 minutes, within five minutes later (promise 4 of the contract).
 * @param charge as it is after this look
 */
export function nextCheck(charge: ChargeRecord, now: number): number | null {
  if (charge.status === 'closed') return closedWatch(charge, now)
  if (charge.status !== 'live') return null
  const age = now - charge.createdAt
  if (age < 2 * minute) return now + 20_000
  return now + (age < 16 * minute ? 40_000 : 4 * minute)
}

/** Closed charges are watched until they can no longer be paid. */
export function closedWatch(charge: ChargeRecord, now: number): number | null {
  return now < charge.expiresAt + lingering ? now + 4 * minute : null
}

/** Whether a live charge has outlived its time, the clocks' difference included, and is to be closed. */
export function isOver(charge: ChargeRecord, now: number): boolean {
  return charge.status === 'live' && now > charge.expiresAt + minute
}
