import { randomHex } from '../random'
import type { Desk } from './account'
import { Refusal, reentered } from './failure'
import type { CreateRequest } from './read-create'
import { rfc3339 } from './time'

export type TradeState = 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED'

export interface Order extends CreateRequest {
  /** Every prepay id with its time; each lives two hours. */
  prepayIds: Map<string, number>
  createdAt: number
  state: TradeState
  transactionId: string | null
  paidAt: number | null
  /** In fen, what a coupon of WeChat Pay's took off for the payer. */
  coupon: number
}

const prepayLives = 2 * 3_600_000
const closesItself = 7 * 86_400_000

function prepay(order: Order, now: number): string {
  const id = `wx${rfc3339(now).replace(/\D/g, '').slice(2, 14)}${randomHex(20)}0000`
  order.prepayIds.set(id, now)
  return id
}

/** @returns the prepay id: of a new order, or a new one where the same bytes came before */
export function createOrder(
  desk: Desk,
  request: CreateRequest,
): { order: Order; prepayId: string } {
  const now = desk.clock.now()
  if (desk.burnt.has(request.outTradeNo)) throw reentered()
  const known = desk.orders.get(request.outTradeNo)
  if (known) {
    if (known.bytes !== request.bytes) throw reentered()
    settleAge(desk, known)
    if (known.state === 'CLOSED') throw new Refusal('ORDER_CLOSED')
    if (known.state !== 'NOTPAY') throw new Refusal('ORDER_PAID')
    return { order: known, prepayId: prepay(known, now) }
  }
  const order: Order = {
    ...request,
    prepayIds: new Map(),
    createdAt: now,
    state: 'NOTPAY',
    transactionId: null,
    paidAt: null,
    coupon: 0,
  }
  desk.orders.set(order.outTradeNo, order)
  return { order, prepayId: prepay(order, now) }
}

/** WeChat closes an order after seven days unpaid; `time_expire` alone closes nothing. */
export function settleAge(desk: Desk, order: Order): void {
  const old = desk.clock.now() - order.createdAt >= closesItself
  if (order.state === 'NOTPAY' && old) order.state = 'CLOSED'
}

export function findOrder(desk: Desk, outTradeNo: string): Order {
  const order = desk.orders.get(outTradeNo)
  if (!order) throw new Refusal('ORDER_NOT_EXIST')
  settleAge(desk, order)
  return order
}

/** Anything but a paid order is closed silently: an unknown number is used up. */
export function closeOrder(desk: Desk, outTradeNo: string): void {
  const order = desk.orders.get(outTradeNo)
  if (!order) {
    desk.burnt.add(outTradeNo)
    return
  }
  if (order.state === 'SUCCESS' || order.state === 'REFUND') throw new Refusal('ORDER_PAID')
  if (!desk.faults.get().wxpay_close_idle) order.state = 'CLOSED'
}

export type PayOutcome =
  'ok' | 'unknown_prepay' | 'wrong_payer' | 'expired' | 'closed' | 'already_paid'

export function canPay(desk: Desk, order: Order, prepayId: string, openid: string): PayOutcome {
  settleAge(desk, order)
  const now = desk.clock.now()
  if (order.state === 'CLOSED') return 'closed'
  if (order.state !== 'NOTPAY') return 'already_paid'
  const given = order.prepayIds.get(prepayId) ?? -Infinity
  if (now >= order.expiresAt || now - given >= prepayLives) return 'expired'
  return order.openid === openid ? 'ok' : 'wrong_payer'
}

export function markPaid(desk: Desk, order: Order): void {
  order.state = 'SUCCESS'
  order.paidAt = desk.clock.now()
  order.coupon = Math.min(desk.faults.get().wxpay_coupon, order.total - 1)
  const digits = randomHex(12).replace(/[a-f]/g, '7')
  order.transactionId = `4200${rfc3339(order.paidAt).replace(/\D/g, '').slice(0, 12)}${digits}`
}
