import { randomHex } from '../random'
import type { Desk } from './account'
import { Refusal } from './failure'
import { findOrder } from './order'
import { addRefund, promised } from './refund'
import type { Refund } from './refund'

/** Actions in WeChat Pay's console, and the passing of time: nothing here is called by the checkout. */

/** @param amount in fen */
export function refundByHand(desk: Desk, outTradeNo: string, amount: number): Refund {
  const order = findOrder(desk, outTradeNo)
  if (order.paidAt === null || amount < 1 || amount > order.total - promised(desk, order)) {
    throw new Refusal('INVALID_REQUEST', '退款金额大于可退金额')
  }
  const outRefundNo = `console${randomHex(20)}`
  return addRefund(desk, { order, outRefundNo, amount, notifyUrl: null })
}

export function closeByHand(desk: Desk, outTradeNo: string): void {
  const order = findOrder(desk, outTradeNo)
  if (order.state === 'NOTPAY') order.state = 'CLOSED'
}

/** It stays NOTPAY: expiry does not close an order. */
export function expireNow(desk: Desk, outTradeNo: string): void {
  const order = findOrder(desk, outTradeNo)
  order.expiresAt = Math.min(order.expiresAt, desk.clock.now())
}
