/** What somebody does in Paymax's console, or time by itself: no call of the checkout asks for it. */
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

/** Its time is up now: nobody can pay it from here on. Whoever asks for it next finds it ended. */
export function expireNow(desk: Desk, charge: Charge): void {
  charge.expiresAt = Math.min(charge.expiresAt, desk.clock.now())
}
