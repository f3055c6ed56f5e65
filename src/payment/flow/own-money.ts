import type { Payment } from '../wire'

/**
 * What the asking payer's money has to do with an order that has ended. `unknown`: they never tried to pay,
 * as far as the backend and this phone know. `begun`: not paid so far, but it may still be. `unwanted`: the
 * order does not take it.
 * @param sheet the charge of the sheet that this phone opened last; null where it knows of none
 */
type OwnMoney = 'unknown' | 'begun' | 'pays' | 'unwanted'

export function ownMoney({ status, chargeId, mine }: Payment, sheet: string | null): OwnMoney {
  // The login has expired: only the sheet that this phone opened is known.
  if (!mine) return sheet === null ? 'unknown' : sheet === chargeId ? 'pays' : 'begun'
  if (mine.status !== 'succeeded') return 'begun'
  // An order that merely expired is about to take it: money to be refunded is stored with its refund.
  if (status === 'closed') return mine.refund ? 'unwanted' : 'begun'
  return mine.chargeId === chargeId ? 'pays' : 'unwanted'
}
