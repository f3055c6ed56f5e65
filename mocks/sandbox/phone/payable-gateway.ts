import { paySign } from '../paymax/credential'
import { failureOf } from '../paymax/failure'
import { paymentName } from '../paymax/payment-name'
import type { Paymax } from '../paymax/paymax'
import { paymentName as orderName } from '../wechatpay/payment-name'
import type { WeChatPay } from '../wechatpay/wechatpay'

/** What a prepay id leads to, whichever gateway it was got from. */
export interface Payable {
  prepayId: string
  /** In fen. */
  amount: number
  subject: string
  isPaid: boolean
  /** Which payment it is of. */
  payment: string
}

type Outcome = 'ok' | 'unknown_prepay' | 'wrong_payer' | 'expired' | 'closed' | 'already_paid'

/** A gateway as native WeChat sees it from the pay sheet. */
export interface Till {
  find: (prepayId: string) => Payable | undefined
  /** Whether `paySign` is what this gateway's merchants sign with. */
  checksOut: (params: Readonly<Record<string, string>>) => boolean
  canPay: (prepayId: string, openid: string) => Outcome
  pay: (prepayId: string, openid: string) => Outcome
  /** @returns what the payer reads of it; null where there is nothing any more that could fail */
  fail: (prepayId: string, code: string) => string | null
}

export function paymaxTill(paymax: Paymax, apiKey: string): Till {
  return {
    find(prepayId) {
      const charge = paymax.chargeByPrepay(prepayId)
      if (!charge) return undefined
      const { amount, subject, status } = charge
      return {
        prepayId,
        amount,
        subject,
        isPaid: status === 'SUCCEED',
        payment: paymentName(charge),
      }
    },
    checksOut: (params) => paySign(params, apiKey) === params['paySign'],
    canPay: paymax.canPay,
    pay: paymax.payByPrepay,
    fail(prepayId, code) {
      const charge = paymax.chargeByPrepay(prepayId)
      if (charge?.status !== 'PROCESSING') return null
      return paymax.fail(charge.id, code).failure?.message ?? '支付失败'
    },
  }
}

export function wechatpayTill(wechatpay: WeChatPay): Till {
  return {
    find(prepayId) {
      const order = wechatpay.orderByPrepay(prepayId)
      if (!order) return undefined
      const { total: amount, description: subject, paidAt } = order
      return { prepayId, amount, subject, isPaid: paidAt !== null, payment: orderName(order) }
    },
    checksOut: wechatpay.checksOut,
    canPay: wechatpay.canPay,
    pay: wechatpay.payByPrepay,
    // Nothing is told of it, and the order stays as it was: it may be paid with the next attempt.
    fail(prepayId, code) {
      const isOpen = wechatpay.orderByPrepay(prepayId)?.state === 'NOTPAY'
      return isOpen ? failureOf(code).message : null
    },
  }
}
