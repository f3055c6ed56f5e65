import { expect, test } from 'vitest'
import type { Evidence } from './evidence'
import type { Passed } from './gateway-tap'
import type { ToldShop } from './shop'
import {
  type Scene,
  withOrder,
  ourCharge,
  theirCharge,
  start,
  minute,
  theirRefund,
  ourRefund,
  then,
  found,
} from './verdict-scene'

function createOf(request: string): Passed {
  const about = { gateway: 'wechatpay', call: 'create', charge: 'one' } as const
  return { ...about, at: start, process: 0, request, status: 200, answer: '{}', answeredAt: start }
}

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
