import type { RefundRecord } from '../core/records'

const second = 1_000
const minute = 60 * second

/** In ms: the longer it takes, the rarer the looks. Whole ms: PostgreSQL's integer columns take no fraction. */
function ofAge(age: number, least: number, most: number): number {
  return Math.min(Math.max(Math.round(age / 4), least), most)
}

/** In ms: when to take the next step of a refund that is still under way. */
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

/** In ms: how long a sum has to include a refund before it is believed. */
export const totalStands = 10 * minute

/** In ms, and how many looks at least: longer than a send is under way and a list lags behind. */
const shown = { within: 45 * second, looks: 3 }

/**
 * Whether a refund whose answer was lost would be listed by now, had it arrived. Looks are counted as well:
 * two processes' clocks may differ. One that waits to be sent again was looked for long enough.
 */
export function wouldBeListed({ status, sentAt, looks }: RefundRecord, now: number): boolean {
  if (status === 'wanted') return true
  return sentAt !== null && looks >= shown.looks && now - sentAt >= shown.within
}

/**
 * Whether a refund whose answer was lost and which is not listed may be considered never arrived. The gateway
 * has no idempotency for refunds, and its list may lag. If too little is left to refund twice, the gateway
 * itself would refuse a second one and less can go wrong; but a first one that arrives late, is listed later
 * and then fails must be visible before another is sent.
 * @param left fen of the charge that are not refunded
 */
export function neverArrived(refund: RefundRecord, left: number, now: number): boolean {
  const twiceFits = 2 * refund.amount <= left
  const patience = twiceFits || refund.failure ? 3 * minute : shown.within
  const looks = twiceFits ? 6 : shown.looks
  return refund.looks >= looks && now - (refund.sentAt ?? now) >= patience
}

/** Whether somebody should look why it takes so long: only the gateway's report may end it. */
export function isOverdue(refund: RefundRecord, now: number): boolean {
  return now - refund.createdAt > 24 * 60 * minute
}
