import { refundedAmount } from '../paymax/charge'
import type { Charge } from '../paymax/charge'
import { Refusal } from '../paymax/failure'
import { paymentName } from '../paymax/payment-name'
import type { Paymax } from '../paymax/paymax'
import type { LiveSources } from './live'
import type { Shop } from './shop'

interface ActDesk {
  sources: Pick<LiveSources, 'paymax'>
  shop: Shop | null
}

const rest = (charge: Charge) => charge.amount - refundedAmount(charge)
const half = (charge: Charge) => Math.max(1, Math.floor(rest(charge) / 2))

type Act = (charge: Charge, paymax: Paymax, shop: Shop | null) => unknown

/** What can be done to a charge from the panel: by the merchant, in Paymax's console, by time or by chance. */
const acts: Readonly<Record<string, Act>> = {
  refund: (charge, _paymax, shop) => shop?.refund(paymentName(charge), rest(charge)),
  refund_half: (charge, _paymax, shop) => shop?.refund(paymentName(charge), half(charge)),
  close_order: (charge, _paymax, shop) => shop?.close(paymentName(charge)),
  refund_by_hand: (charge, paymax) => void paymax.refundByHand(charge.id, rest(charge)),
  refund_half_by_hand: (charge, paymax) => void paymax.refundByHand(charge.id, half(charge)),
  close: (charge, paymax) => void paymax.closeByHand(charge.id),
  expire: (charge, paymax) => void paymax.expire(charge.id),
  pay: (charge, paymax) => void paymax.pay(charge.id),
  webhook: (charge, paymax) => paymax.sendWebhook(charge.id).then(() => undefined),
}

/** @returns why it was refused; empty where it was done */
export async function chargeAct(
  { sources, shop }: ActDesk,
  id: string,
  name: string,
): Promise<{ refused: string }> {
  const { paymax } = sources
  const charge = paymax.charges().find((one) => one.id === id)
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined
  if (!charge || !act) return { refused: 'nothing to do' }
  try {
    const refused = await act(charge, paymax, shop)
    return { refused: typeof refused === 'string' ? refused : '' }
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message }
    throw error
  }
}
