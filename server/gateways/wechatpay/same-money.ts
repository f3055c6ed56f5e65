/** Whether what WeChat Pay tells is of the very order or refund that we mean. */
import type { WechatOrder, WechatRefund } from './answers'

export interface OurOrder {
  readonly appId: string
  readonly mchId: string
  readonly chargeNumber: string
  /** fen */
  readonly amount: number
}

/** @returns the names of what differs. The amount is before coupons: what the payer paid may be less. */
export function orderDifferences(theirs: WechatOrder, ours: OurOrder): string[] {
  // An unpaid order may come without its money; a paid one never does (`readOrder`).
  const total = theirs.total ?? ours.amount
  return named({
    appid: theirs.appId === ours.appId,
    mchid: theirs.mchId === ours.mchId,
    out_trade_no: theirs.chargeNumber === ours.chargeNumber,
    total: total === ours.amount,
    currency: (theirs.currency ?? 'CNY') === 'CNY',
  })
}

export interface OurRefund {
  readonly mchId: string
  readonly chargeNumber: string
  readonly refundId: string
  /** fen */
  readonly amount: number
  /** fen, of the order */
  readonly total: number
}

/** @returns the names of what differs; what an answer or a webhook never tells is not compared */
export function refundDifferences(theirs: WechatRefund, ours: OurRefund): string[] {
  return named({
    mchid: (theirs.mchId ?? ours.mchId) === ours.mchId,
    out_trade_no: theirs.chargeNumber === ours.chargeNumber,
    out_refund_no: theirs.refundId === ours.refundId,
    refund: theirs.amount === ours.amount,
    total: theirs.total === ours.total,
    currency: (theirs.currency ?? 'CNY') === 'CNY',
  })
}

function named(same: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(same).filter((name) => !same[name])
}
