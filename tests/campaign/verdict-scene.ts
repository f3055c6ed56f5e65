import type { MerchantOrder } from '../../server/contract/merchant-orders'
import { createBook } from './book'
import type { Evidence } from './evidence'
import type { Passed } from './gateway-tap'
import type { ToldShop } from './shop'
import type { TheirCharge, TheirRefund } from './theirs'
import { violationsOf } from './verdict'

export type OurCharge = MerchantOrder['charges'][number]

export type OurRefund = MerchantOrder['refunds'][number]

export const then = '2026-11-25T00:00:00.000Z'

export const start = Date.parse(then)

export const minute = 60_000

export function ourCharge(chargeId: string, status: OurCharge['status'] = 'succeeded'): OurCharge {
  const times = { createdAt: then, expiresAt: then, paidAt: null }
  return { chargeId, status, amount: 300, openid: 'oCam…0001', ...times, failure: null }
}

export function theirCharge(
  orderNo: string,
  status: TheirCharge['status'] = 'SUCCEED',
): TheirCharge {
  return {
    gateway: 'paymax',
    id: `ch_${orderNo}`,
    orderNo,
    amount: 300,
    createdAt: start,
    expiresAt: start + 5 * minute,
    status,
    prepayIds: [`prepay_${orderNo}`],
    refunds: [],
  }
}

export function ourRefund(refundId: string, changes: Partial<OurRefund> = {}): OurRefund {
  const about = { chargeId: 'one', amount: 100, reason: '退货', automatic: false }
  const times = { createdAt: then, succeededAt: then }
  return { refundId, status: 'succeeded', failure: null, ...about, ...times, ...changes }
}

export function theirRefund(refundId: string, amount = 100): TheirRefund {
  return { id: `re_${refundId}`, refundId, amount, status: 'SUCCEED' }
}

/** As the shop took it. */
function taken(id: string, body: ToldShop['body']): ToldShop {
  return { id, at: start, text: JSON.stringify(body), body, taken: true }
}

/** One order that was paid in a sheet and partly refunded, and everything about it as it should be. */
export function asItShouldBe() {
  const book = createBook()
  const order: MerchantOrder = {
    orderId: 'order-of-the-verdict-1',
    orderNo: 'M-1',
    status: 'paid',
    amount: 300,
    amountRefunded: 100,
    currency: 'CNY',
    subject: '会员年费',
    body: '会员年费',
    merchantName: '山茶咖啡',
    expiresAt: then,
    paidAt: then,
    returnUrl: null,
    autoPay: false,
    picture: null,
    now: then,
    metadata: {},
    notifyUrl: null,
    createdAt: then,
    checkoutUrl: 'http://127.0.0.1/pay/checkout',
    charges: [ourCharge('one')],
    refunds: [ourRefund('r1')],
    incidents: [],
  }
  const { orderId } = order
  const charge = { ...theirCharge('one'), refunds: [theirRefund('r1')] }
  const heard = { status: 201, headers: new Headers(), sentAt: start, at: start }
  book.placed({ ...heard, body: order })
  book.handed.push({ orderId, chargeId: 'one', prepayId: 'prepay_one', at: start })
  book.payments.push({ orderId, chargeId: 'one', at: start + 1_000 })
  book.statusTold(orderId, 'paid', { ...heard, body: null })
  const answer = ourRefund('r1', { status: 'processing', succeededAt: null })
  book.refundAnswered({ orderNo: 'M-1', key: 'k', wish: { amount: 100, reason: '退货' }, answer })
  const told = [
    taken('msg_1', {
      ...{ type: 'order.paid', timestamp: then, sequence: 1 },
      data: { ...order, refunds: [] },
    }),
    taken('msg_2', {
      ...{ type: 'refund.succeeded', timestamp: then, sequence: 2, refundId: 'r1', data: order },
    }),
  ]
  const delivered = new Set(['msg_1', 'msg_2'])
  const line: Passed[] = []
  return { book, heard, order, charge, orders: [order], charges: [charge], line, told, delivered }
}

export type Scene = ReturnType<typeof asItShouldBe>

export function found(bend: (scene: Scene) => Partial<Evidence>): string[] {
  const scene = asItShouldBe()
  return violationsOf({ ...scene, ...bend(scene) }).map(({ what }) => what)
}

export const withOrder = ({ order }: Scene, changes: Partial<MerchantOrder>) => ({
  orders: [{ ...order, ...changes }],
})
