/**
 * Paths and bodies of the requests. A body is rendered once: the same text is signed, sent and, where a call
 * is repeated, stored. It never contains null; unknown fields are left out.
 */
import { beijingTime } from './beijing-time'
import { fitDescription, fitReason } from './fit-text'

export interface NewOrder {
  readonly appId: string
  readonly mchId: string
  /** 6–32 of digits, letters, `_ - | *`. */
  readonly chargeNumber: string
  readonly description: string
  /** Unix ms */
  readonly expiresAt: number
  /** Without a query. */
  readonly notifyUrl: string
  /** fen */
  readonly amount: number
  readonly openid: string
  readonly clientIp: string | null
  /** Returned in queries, webhooks and bills of paid orders; at most 128 characters. */
  readonly attach?: string | null
}

export const createPath = '/v3/pay/transactions/jsapi'

/** @returns the body to store before it is first sent: every repeat has the same bytes, `time_expire` included */
export function createBody(order: NewOrder): string {
  return JSON.stringify({
    appid: order.appId,
    mchid: order.mchId,
    // A text of only emoji becomes empty, and WeChat Pay refuses an empty one.
    description: fitDescription(order.description) || order.chargeNumber,
    out_trade_no: order.chargeNumber,
    time_expire: beijingTime(order.expiresAt),
    notify_url: order.notifyUrl,
    ...(order.attach && { attach: order.attach }),
    amount: { total: order.amount, currency: 'CNY' },
    payer: { openid: order.openid },
    ...(order.clientIp && { scene_info: { payer_client_ip: order.clientIp } }),
  })
}

export function queryPath(chargeNumber: string, mchId: string): string {
  return `${orderPath(chargeNumber)}?mchid=${encodeURIComponent(mchId)}`
}

export const closePath = (chargeNumber: string) => `${orderPath(chargeNumber)}/close`

export const closeBody = (mchId: string) => JSON.stringify({ mchid: mchId })

const orderPath = (chargeNumber: string) =>
  `/v3/pay/transactions/out-trade-no/${encodeURIComponent(chargeNumber)}`

export interface NewRefund {
  readonly chargeNumber: string
  /**
   * At most 64 digits, letters and `_ -
   * * @`; the same for every repeat.
   */
  readonly refundId: string
  readonly reason: string
  readonly notifyUrl: string
  /** fen */
  readonly amount: number
  /** fen: of the whole order, not of what is left of it. */
  readonly total: number
}

export const refundsPath = '/v3/refund/domestic/refunds'

export function refundBody(refund: NewRefund): string {
  const reason = fitReason(refund.reason)
  return JSON.stringify({
    out_trade_no: refund.chargeNumber,
    out_refund_no: refund.refundId,
    ...(reason && { reason }),
    notify_url: refund.notifyUrl,
    // Unlike in an order, the currency is required here.
    amount: { refund: refund.amount, total: refund.total, currency: 'CNY' },
  })
}

export const refundPath = (refundId: string) => `${refundsPath}/${encodeURIComponent(refundId)}`
