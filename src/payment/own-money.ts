import type { Payment } from './wire'

/**
 * What the money of whoever asks has to do with an order that is over. `unknown`: nobody is signed in, or
 * they never tried to pay. `begun`: not paid so far, but it still may be. `unwanted`: the order does not
 * take it.
 */
type OwnMoney = 'unknown' | 'begun' | 'pays' | 'unwanted'

export function ownMoney({ status, chargeId, mine }: Payment): OwnMoney {
  if (!mine) return 'unknown'
  if (mine.status !== 'succeeded') return 'begun'
  // An order that merely expired is about to take it: money that goes back is kept with its refund.
  if (status === 'closed') return mine.refund ? 'unwanted' : 'begun'
  return mine.chargeId === chargeId ? 'pays' : 'unwanted'
}
