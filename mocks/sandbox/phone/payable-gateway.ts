import { paySign } from '../paymax/credential'
import { failureOf } from '../paymax/failure'
import { paymentName } from '../paymax/payment-name'
import type { Paymax } from '../paymax/paymax'
import { paymentName as orderName } from '../wechatpay/payment-name'
import type { WeChatPay } from '../wechatpay/wechatpay'

/** What a prepay id belongs to, whichever gateway issued it. */
export interface Payable {
  prepayId: string
  /** In fen. */
  amount: number
  subject: string
  isPaid: boolean
  /** The payment it belongs to. */
  payment: string
}

type Outcome = 'ok' | 'unknown_prepay' | 'wrong_payer' | 'expired' | 'closed' | 'already_paid'

/** A gateway as native WeChat uses it from the pay sheet. */
export interface Till {
  find: (prepayId: string) => Payable | undefined
  /** Whether `paySign` is valid for this gateway's merchants. */
  checksOut: (params: Readonly<Record<string, string>>) => boolean
  canPay: (prepayId: string, openid: string) => Outcome
  pay: (prepayId: string, openid: string) => Outcome
  /** @returns the failure shown to the payer; null where nothing can fail any more */
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
    // The gateway is not told, and the order stays as it was: the next attempt may pay it.
    fail(prepayId, code) {
      const isOpen = wechatpay.orderByPrepay(prepayId)?.state === 'NOTPAY'
      return isOpen ? failureOf(code).message : null
    },
  }
}
