import type { Sandbox } from '../../../mocks/sandbox/sandbox'

type Json = Record<string, unknown>

const notifyUrl = 'https://shop.example.com/pay/api/webhooks/wechatpay'

let count = 0
export const aNumber = (prefix = 'ch') => `${prefix}${Date.now()}${String((count += 1))}`

/** The body of a create, for the first of the payers. */
export function anOrder({ wechatpay, payers }: Sandbox, changes: Json = {}): Json {
  const { appid, mchid } = wechatpay.account
  return {
    appid,
    mchid,
    description: '手冲咖啡「礼盒」',
    out_trade_no: aNumber(),
    notify_url: notifyUrl,
    amount: { total: 1250, currency: 'CNY' },
    payer: { openid: payers[0]?.openid },
    ...changes,
  }
}

/** The body of a refund; `total` is the order's. */
export function aRefund(outTradeNo: string, refund: number, changes: Json = {}): Json {
  return {
    out_trade_no: outTradeNo,
    out_refund_no: aNumber('rf'),
    reason: '少发一包',
    amount: { refund, total: 1250, currency: 'CNY' },
    ...changes,
  }
}
