import type { RefundRecord } from '../core/records'

const second = 1_000
const minute = 60 * second

/** The longer it takes, the more rarely it is looked at. Whole ms: PostgreSQL takes no fraction of one. */
function ofAge(age: number, least: number, most: number): number {
  return Math.min(Math.max(Math.round(age / 4), least), most)
}

/** In ms: when the next step of a refund makes sense, should this one not have ended it. */
export function nextStepDelay(refund: RefundRecord, now: number): number {
  const age = now - (refund.sentAt ?? refund.createdAt)
  switch (refund.status) {
    case 'sending':
      return ofAge(age, 2 * second, minute)
    case 'wanted':
      return ofAge(age, 2 * second, 10 * minute)
    default:
      return ofAge(age, 3 * second, 60 * minute)
  }
}

/** A total that tells of a refund is believed once it has told of it for this long. */
export const totalStands = 10 * minute

/** Longer than a sending is under way and a list lags behind it, and how many looks that is at least. */
const shown = { within: 45 * second, looks: 3 }

/**
 * Whether a refund whose answer was lost would be listed under its name by now, had it arrived. Looks are
 * counted as well: two processes' clocks may differ. One that waits to be sent again was looked for long enough.
 */
export function wouldBeListed({ status, sentAt, looks }: RefundRecord, now: number): boolean {
  if (status === 'wanted') return true
  return sentAt !== null && looks >= shown.looks && now - sentAt >= shown.within
}

/**
 * Whether a refund whose answer was lost, and which the gateway does not list, may be taken for one that
 * never arrived. The gateway knows no idempotency, and a list may lag behind. Where the gateway itself
 * would refuse a second one, because there is not enough left to refund twice, less can go wrong: but a first
 * one that arrives late, is listed later still and then fails must have shown itself before another is sent.
 * @param left what of the charge has not gone back, in fen
 */
export function neverArrived(refund: RefundRecord, left: number, now: number): boolean {
  const twiceFits = 2 * refund.amount <= left
  const patience = twiceFits || refund.failure ? 3 * minute : shown.within
  const looks = twiceFits ? 6 : shown.looks
  return refund.looks >= looks && now - (refund.sentAt ?? now) >= patience
}

/** Whether somebody should look why it takes so long: by itself nothing may end it but the gateway's word. */
export function isOverdue(refund: RefundRecord, now: number): boolean {
  return now - refund.createdAt > 24 * 60 * minute
}
