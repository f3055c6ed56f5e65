import { expect, test } from 'vitest'
import type { MerchantOrder } from '../../server/contract/merchant-orders'
import { createBook } from './book'
import type { Evidence } from './evidence'
import type { Passed } from './gateway-tap'
import type { ToldShop } from './shop'
import type { TheirCharge, TheirRefund } from './theirs'
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

function theirCharge(orderNo: string, status: TheirCharge['status'] = 'SUCCEED'): TheirCharge {
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

function ourRefund(refundId: string, changes: Partial<OurRefund> = {}): OurRefund {
  const about = { chargeId: 'one', amount: 100, reason: '退货', automatic: false }
  const times = { createdAt: then, succeededAt: then }
  return { refundId, status: 'succeeded', failure: null, ...about, ...times, ...changes }
}

function theirRefund(refundId: string, amount = 100): TheirRefund {
  return { id: `re_${refundId}`, refundId, amount, status: 'SUCCEED' }
}

/** As the shop took it. */
function taken(id: string, body: ToldShop['body']): ToldShop {
  return { id, at: start, text: JSON.stringify(body), body, taken: true }
}

function createOf(request: string): Passed {
  const about = { gateway: 'wechatpay', call: 'create', charge: 'one' } as const
  return { ...about, at: start, process: 0, request, status: 200, answer: '{}', answeredAt: start }
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
    'was paid at its gateway and is closed',
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
    'paymax made two, which nobody knows',
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
    'two succeeded, and its gateway knows nothing of it',
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
    'the gateway made re_r2, which nobody asked for',
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
  [
    'a create is sent again to WeChat Pay with other bytes',
    () => ({ line: [createOf('a'), createOf('a'), createOf('b')] }),
    'one was sent again with other bytes',
  ],
  [
    'a shop is never told of a payment',
    ({ told }) => ({ told: told.slice(1), delivered: new Set() }),
    'its shop was never told order.paid ',
  ],
  [
    'a notification is called delivered that was never sent',
    ({ told }) => ({ told: told.slice(1) }),
    'msg_1 is called delivered, and the shop never took it',
  ],
  [
    'a notification is called delivered that the shop refused',
    ({ told }) => ({ told: told.map((one) => ({ ...one, taken: one.id !== 'msg_2' })) }),
    'msg_2 is called delivered, and the shop never took it',
  ],
  [
    'a shop is told of a payment that was none',
    (scene) => withOrder(scene, { status: 'closed' }),
    'its shop was told order.paid by msg_1, which was not so',
  ],
  [
    'a shop is told of a refund that had not ended',
    ({ told, order }) => {
      const refunds = [ourRefund('r1', { status: 'processing' })]
      return {
        told: told.map((one) => ({ ...one, body: { ...one.body, data: { ...order, refunds } } })),
      }
    },
    'its shop was told refund.succeeded by msg_2, which was not so',
  ],
  [
    'a shop is told less than before',
    ({ told, order }) => {
      const less = { ...order, status: 'unpaid' as const }
      const data = (body: ToldShop['body']) => (body.sequence === 2 ? less : body.data)
      return { told: told.map((one) => ({ ...one, body: { ...one.body, data: data(one.body) } })) }
    },
    'its shop was told paid, then unpaid',
  ],
  [
    'two notifications of an order have one number',
    ({ told }) => ({ told: told.map((one) => ({ ...one, body: { ...one.body, sequence: 1 } })) }),
    'two of its notifications are 1',
  ],
  [
    'a notification comes again with another text',
    ({ told }) => ({ told: [...told, ...told.map((one) => ({ ...one, text: 'another' }))] }),
    'its notification msg_1 came with two texts',
  ],
  [
    'a shop is told of an order that is gone',
    ({ order }) => ({ orders: [{ ...order, orderId: 'another-of-the-verdict' }] }),
    'the shop was told of an order that is gone',
  ],
  [
    'a shop is not told of an incident',
    (scene) => {
      const incident = { kind: 'mismatch', at: then, chargeId: 'one', detail: '' } as const
      return withOrder(scene, { incidents: [incident] })
    },
    'its shop was told of 0 incidents, not of 1',
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
      gateway: 'paymax' as const,
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
