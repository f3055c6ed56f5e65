/** Actions in Paymax's console, and the passing of time: nothing here is called by the checkout. */
import type { Desk } from './account'
import type { Charge, Refund } from './charge'
import { closeCharge } from './charges'
import { toYuan } from './money'
import { createRefund } from './refunds'

/** In fen. */
export function refundByHand(desk: Desk, charge: Charge, amount: number): Refund {
  return createRefund(desk, charge, { amount: toYuan(amount), description: '控制台退款' })
}

export function closeByHand(desk: Desk, charge: Charge): void {
  if (charge.status === 'PROCESSING') closeCharge(desk, charge)
}

/** Expires it now: nobody can pay it any more, and the next query finds it ended. */
export function expireNow(desk: Desk, charge: Charge): void {
  charge.expiresAt = Math.min(charge.expiresAt, desk.clock.now())
}
