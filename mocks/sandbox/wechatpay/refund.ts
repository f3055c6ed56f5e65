import { randomHex } from '../random'
import type { Desk } from './account'
import { Refusal } from './failure'
import type { Order } from './order'
import { differs, readRefund } from './read-refund'
import type { RefundRequest } from './read-refund'
import { rfc3339 } from './time'

export interface Refund extends RefundRequest {
  refundId: string
  createdAt: number
  succeededAt: number | null
  status: 'PROCESSING' | 'SUCCESS' | 'CLOSED' | 'ABNORMAL'
}

/** In fen: with a coupon, the payer gets back the share that they paid. */
export function payerRefund({ order, amount }: Pick<Refund, 'order' | 'amount'>): number {
  return Math.round((amount * (order.total - order.coupon)) / order.total)
}

const refundable = 365 * 86_400_000
const most = 50

export function refundsOf(desk: Desk, order: Order): Refund[] {
  return [...desk.refunds.values()].filter((refund) => refund.order === order)
}

/** In fen; refunds that failed for good do not count. */
export function promised(desk: Desk, order: Order): number {
  return refundsOf(desk, order)
    .filter(({ status }) => status !== 'CLOSED')
    .reduce((sum, { amount }) => sum + amount, 0)
}

function checkLimits(desk: Desk, { order, amount }: RefundRequest): void {
  const others = refundsOf(desk, order)
  const now = desk.clock.now()
  if (now - (order.paidAt ?? 0) > refundable) {
    throw new Refusal('RULE_LIMIT', '订单已超过可退款期限')
  }
  if (others.length >= most) throw new Refusal('RULE_LIMIT', '部分退款次数超限')
  if (amount > order.total - promised(desk, order)) {
    throw new Refusal('INVALID_REQUEST', '退款金额大于可退金额')
  }
  // The minute is documented; that this code is answered is not.
  if (others.some(({ createdAt }) => now - createdAt < desk.refundGap)) {
    throw new Refusal('FREQUENCY_LIMITED', '同一订单多次部分退款须间隔一分钟')
  }
}

/** Repeated under one number, it is done once. */
export function createRefund(desk: Desk, body: Buffer): { refund: Refund; isNew: boolean } {
  const request = readRefund(desk, body)
  const before = desk.refunds.get(request.outRefundNo)
  if (before) {
    if (before.order !== request.order || before.amount !== request.amount) throw differs()
    return { refund: before, isNew: false }
  }
  checkLimits(desk, request)
  return { refund: addRefund(desk, request), isNew: true }
}

export function addRefund(desk: Desk, request: RefundRequest): Refund {
  const now = desk.clock.now()
  const refund: Refund = {
    ...request,
    refundId: `5030${rfc3339(now).replace(/\D/g, '')}${randomHex(10).replace(/[a-f]/g, '3')}`,
    createdAt: now,
    succeededAt: null,
    status: 'PROCESSING',
  }
  desk.refunds.set(refund.outRefundNo, refund)
  request.order.state = 'REFUND'
  return refund
}

export function finishRefund(desk: Desk, refund: Refund): void {
  const end = desk.faults.get().wxpay_refund_ends
  refund.status = end === 'CLOSED' || end === 'ABNORMAL' ? end : 'SUCCESS'
  if (refund.status === 'SUCCESS') refund.succeededAt = desk.clock.now()
}
