import { expect, test } from 'vitest'
import {
  asItShouldBe,
  ourRefund,
  ourCharge,
  theirCharge,
  start,
  minute,
  found,
  withOrder,
} from './verdict-scene'

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
