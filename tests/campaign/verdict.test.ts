import { expect, test } from 'vitest'
import type { Charge, Refund as TheirRefund } from '../../mocks/sandbox/paymax/charge'
import type { MerchantOrder } from '../../server/contract/merchant'
import { createBook } from './book'
import type { Evidence } from './evidence'
import { violationsOf } from './verdict'

type OurCharge = MerchantOrder['charges'][number]
type OurRefund = MerchantOrder['refunds'][number]

const then = '2026-11-25T00:00:00.000Z'
const start = Date.parse(then)
const minute = 60_000

function ourCharge(chargeId: string, status: OurCharge['status'] = 'succeeded'): OurCharge {
  const times = { createdAt: then, expiresAt: then, paidAt: null }
  return { chargeId, status, amount: 300, openid: 'oCam…0001', ...times, failure: null }
}

function theirCharge(orderNo: string, status: Charge['status'] = 'SUCCEED'): Charge {
  return {
    id: `ch_${orderNo}`,
    orderNo,
    amount: 300,
    subject: '会员年费',
    body: '会员年费',
    channel: 'wechat_wap',
    clientIp: '203.0.113.7',
    description: null,
    extra: {},
    metadata: {},
    app: 'app_1',
    createdAt: start,
    expiresAt: start + 5 * minute,
    paidAt: null,
    paidBy: null,
    status,
    failure: null,
    transactionNo: null,
    prepayId: `prepay_${orderNo}`,
    credential: {},
    refunds: [],
  }
}

function ourRefund(refundId: string, changes: Partial<OurRefund> = {}): OurRefund {
  const about = { chargeId: 'one', amount: 100, reason: '退货', automatic: false }
  const times = { createdAt: then, succeededAt: then }
  return { refundId, status: 'succeeded', failure: null, ...about, ...times, ...changes }
}

function theirRefund(refundId: string, amount = 100): TheirRefund {
  return {
    id: `re_${refundId}`,
    orderNo: 'number',
    chargeId: 'ch_one',
    amount,
    description: '退货',
    extra: {},
    metadata: { refundId },
    transactionNo: null,
    createdAt: start,
    succeededAt: start,
    status: 'SUCCEED',
    failure: null,
  }
}

/** One order that was paid in a sheet and partly refunded, and everything about it as it should be. */
function asItShouldBe() {
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
  return { book, heard, order, charge, orders: [order], charges: [charge], line: [] }
}

type Scene = ReturnType<typeof asItShouldBe>

function found(bend: (scene: Scene) => Partial<Evidence>): string[] {
  const scene = asItShouldBe()
  return violationsOf({ ...scene, ...bend(scene) }).map(({ what }) => what)
}

const withOrder = ({ order }: Scene, changes: Partial<MerchantOrder>) => ({
  orders: [{ ...order, ...changes }],
})

test('finds nothing where everything is as it was acknowledged', () => {
  expect(found(() => ({}))).toEqual([])
})

test.each<[wrong: string, bend: (scene: Scene) => Partial<Evidence>, told: string]>([
  ['an acknowledged order is gone', () => ({ orders: [] }), 'an acknowledged order is gone'],
  [
    'an acknowledged order has another amount',
    (scene) => withOrder(scene, { amount: 299 }),
    'an acknowledged order has other content',
  ],
  [
    'an order goes back from paid',
    (scene) => withOrder(scene, { status: 'unpaid' }),
    'was told paid and is unpaid',
  ],
  [
    'a closing that was acknowledged is forgotten',
    ({ book, heard, order }) => {
      book.closedByMerchant(order.orderId, { ...heard, body: null })
      return {}
    },
    'its closing was acknowledged and it is paid',
  ],
  [
    'a payment is not noticed',
    (scene) => withOrder(scene, { status: 'closed', charges: [ourCharge('one', 'closed')] }),
    'was paid at Paymax and is closed',
  ],
  [
    'an order keeps two payments',
    (scene) => ({
      ...withOrder(scene, { charges: [ourCharge('one'), ourCharge('two')] }),
      charges: [scene.charge, theirCharge('two')],
    }),
    'is paid, and 2 payments of it are kept',
  ],
  [
    'an order is called refunded that is not',
    (scene) => withOrder(scene, { status: 'refunded' }),
    'is refunded and should be paid',
  ],
  [
    'a charge was made without a trace here',
    ({ charge }) => ({ charges: [charge, theirCharge('two', 'FAILED')] }),
    'Paymax made two, which nobody knows',
  ],
  [
    'a charge never ends',
    (scene) => withOrder(scene, { charges: [ourCharge('one'), ourCharge('two', 'live')] }),
    'two is live for ever',
  ],
  [
    'a credential was handed out before it was committed',
    (scene) => withOrder(scene, { charges: [ourCharge('one', 'lost')] }),
    'one was handed out and is called lost',
  ],
  [
    'a charge succeeded without Paymax',
    (scene) => ({
      ...withOrder(scene, { charges: [ourCharge('one'), ourCharge('two')] }),
      charges: [scene.charge, theirCharge('two', 'FAILED')],
    }),
    'two succeeded, and Paymax knows nothing of it',
  ],
  [
    'a second credential is handed out beside one that can be paid',
    (scene) => {
      const { book, charge, order } = scene
      book.payments.length = 0
      const handed = { orderId: order.orderId, prepayId: 'prepay_two', at: start + minute }
      book.handed.push({ ...handed, chargeId: 'two' })
      const charges = [ourCharge('one'), ourCharge('two', 'failed')]
      return {
        ...withOrder(scene, { charges }),
        charges: [charge, theirCharge('two', 'FAILED')],
      }
    },
    'one could still be paid when two was handed out',
  ],
  [
    'an order is paid in two sheets',
    ({ book, order: { orderId } }) => {
      book.payments.push({ orderId, chargeId: 'two', at: start })
      return {}
    },
    'was paid in two sheets',
  ],
  [
    'an acknowledged refund is gone',
    (scene) => ({
      ...withOrder(scene, { refunds: [] }),
      charges: [{ ...scene.charge, refunds: [] }],
    }),
    'the acknowledged refund r1 is gone or another',
  ],
  [
    'a refund is made twice',
    ({ charge }) => ({ charges: [{ ...charge, refunds: [theirRefund('r1'), theirRefund('r1')] }] }),
    'its refund r1 was made 2 times',
  ],
  [
    'a refund is never made',
    ({ charge }) => ({ charges: [{ ...charge, refunds: [] }] }),
    'its refund r1 was made 0 times',
  ],
  [
    'a refund never ends',
    (scene) => withOrder(scene, { refunds: [ourRefund('r1', { status: 'processing' })] }),
    'its refund r1 is processing at the end',
  ],
  [
    'a refund is made that nobody asked for',
    ({ charge }) => ({ charges: [{ ...charge, refunds: [theirRefund('r1'), theirRefund('r2')] }] }),
    'Paymax made re_r2, which nobody asked for',
  ],
  [
    'more goes back than was paid',
    ({ charge }) => ({ charges: [{ ...charge, refunds: [theirRefund('r1', 301)] }] }),
    'of one more went back than was paid',
  ],
  [
    'a payment that the order does not take goes back twice',
    (scene) => {
      const automatic = { chargeId: 'two', amount: 300, automatic: true }
      const refunds = [ourRefund('a', automatic), ourRefund('b', automatic)]
      return {
        ...withOrder(scene, {
          charges: [ourCharge('one'), ourCharge('two')],
          refunds: [...scene.order.refunds, ...refunds],
        }),
        charges: [scene.charge, theirCharge('two')],
      }
    },
    'two was sent back by 2 refunds of 600 fen, not of 300',
  ],
])('finds it where %s', (_wrong, bend, told) => {
  expect(found(bend)).toContain(told)
})

test('a charge that was closed at Paymax before the next was handed out is no second one', () => {
  const told = found((scene) => {
    const { book, charge, order } = scene
    book.payments.length = 0
    const handed = { orderId: order.orderId, prepayId: 'prepay_two', at: start + minute }
    book.handed.push({ ...handed, chargeId: 'two' })
    const closing = {
      at: start,
      process: 0,
      call: 'close' as const,
      charge: charge.id,
      request: '',
    }
    return {
      ...withOrder(scene, { charges: [ourCharge('one'), ourCharge('two', 'failed')] }),
      charges: [charge, theirCharge('two', 'FAILED')],
      line: [{ ...closing, status: 200, answer: '{"status":"SUCCEED"}', answeredAt: start + 1 }],
    }
  })
  expect(told).toEqual([])
})

test('an answer that says less than an earlier one is written down', () => {
  const { book, heard, order } = asItShouldBe()
  const later = { ...heard, body: null, sentAt: start + 1, at: start + 2 }
  book.statusTold(order.orderId, 'processing', later)
  expect(book.complaints).toEqual([`order ${order.orderId} was told paid, then processing`])
})

test('the same key with another answer is written down', () => {
  const { book } = asItShouldBe()
  const [first] = book.refunds
  if (first) book.refundAnswered({ ...first, answer: ourRefund('r2') })
  expect(book.complaints).toHaveLength(1)
})
