import { refundedAmount } from '../paymax/charge'
import { Refusal as PaymaxRefusal } from '../paymax/failure'
import { paymentName } from '../paymax/payment-name'
import type { Paymax } from '../paymax/paymax'
import { Refusal as WeChatPayRefusal } from '../wechatpay/failure'
import type { WeChatPay } from '../wechatpay/wechatpay'
import type { LiveSources } from './live'
import type { OrderNames } from './order-names'
import type { Merchant } from '../shop/merchant'

interface ActDesk {
  sources: Pick<LiveSources, 'paymax' | 'wechatpay'>
  shop: Merchant | null
  names: OrderNames
}

/** What can be done to a charge at either gateway. */
interface Subject {
  payment: string
  /** In fen: not refunded yet. */
  rest: number
  refundByHand: (amount: number) => unknown
  close: () => unknown
  expire: () => unknown
  pay: () => unknown
  tell: () => Promise<unknown>
}

function chargeOf(paymax: Paymax, id: string): Subject | null {
  const charge = paymax.charges().find((one) => one.id === id)
  if (!charge) return null
  return {
    payment: paymentName(charge),
    rest: charge.amount - refundedAmount(charge),
    refundByHand: (amount) => paymax.refundByHand(id, amount),
    close: () => paymax.closeByHand(id),
    expire: () => paymax.expire(id),
    pay: () => paymax.pay(id),
    tell: () => paymax.sendWebhook(id),
  }
}

function orderOf(wechatpay: WeChatPay, names: OrderNames, id: string): Subject | null {
  const order = wechatpay.orders().find(({ outTradeNo }) => outTradeNo === id)
  if (!order) return null
  const back = wechatpay.refundsOf(order).filter(({ status }) => status !== 'CLOSED')
  return {
    payment: names.of(id),
    rest: order.total - back.reduce((sum, { amount }) => sum + amount, 0),
    refundByHand: (amount) => wechatpay.refundByHand(id, amount),
    close: () => wechatpay.closeByHand(id),
    expire: () => wechatpay.expire(id),
    pay: () => wechatpay.pay(id),
    tell: () => wechatpay.sendNotice(id),
  }
}

const half = ({ rest }: Subject) => Math.max(1, Math.floor(rest / 2))

type Act = (charge: Subject, shop: Merchant | null) => unknown

/** What can be done to a charge from the panel: by the merchant, in the gateway's console, by time or by chance. */
const acts: Readonly<Record<string, Act>> = {
  refund: ({ payment, rest }, shop) => shop?.refund(payment, rest),
  refund_half: (charge, shop) => shop?.refund(charge.payment, half(charge)),
  close_order: ({ payment }, shop) => shop?.close(payment),
  refund_by_hand: (charge) => void charge.refundByHand(charge.rest),
  refund_half_by_hand: (charge) => void charge.refundByHand(half(charge)),
  close: (charge) => void charge.close(),
  expire: (charge) => void charge.expire(),
  pay: (charge) => void charge.pay(),
  webhook: (charge) => charge.tell().then(() => undefined),
}

/**
 * @param gateway where the charge was made: `wechatpay`, anything else is Paymax
 * @returns why it was refused; empty where it was done
 */
export async function chargeAct(
  { sources, shop, names }: ActDesk,
  { gateway, id, name }: { gateway: string; id: string; name: string },
): Promise<{ refused: string }> {
  const { paymax, wechatpay } = sources
  const charge = gateway === 'wechatpay' ? orderOf(wechatpay, names, id) : chargeOf(paymax, id)
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined
  if (!charge || !act) return { refused: 'nothing to do' }
  try {
    const refused = await act(charge, shop)
    return { refused: typeof refused === 'string' ? refused : '' }
  } catch (error) {
    if (error instanceof PaymaxRefusal || error instanceof WeChatPayRefusal) {
      return { refused: error.message }
    }
    throw error
  }
}
