import { describe, expect, test } from 'vitest'
import { kinds } from './support/databases'
import { paidOrder, chargedOrder } from './support/paid-order'
import { codeOf } from './support/phone'
import { tillOf } from './support/till'
import { paidAt } from './refunds-support'

describe.each(kinds)('a refund at Paymax, on the %s database', (kind) => {
  test('carries its reason', async () => {
    const { merchant, order, sandbox } = await paidOrder(kind)
    await merchant.refund(order.orderNo)
    await expect
      .poll(() => sandbox.paymax.charges().flatMap(({ refunds }) => refunds))
      .toMatchObject([{ description: '顾客取消' }])
  })

  test('may be of a part, and another part once that is through', async () => {
    const { merchant, order, till, sentBack, reads } = await paidAt('paymax', kind)
    await merchant.refund(order.orderNo, { amount: 1000 })
    expect(codeOf(await merchant.refund(order.orderNo, { amount: 500 }))).toBe(
      '409 refund_in_progress',
    )
    await expect.poll(sentBack).toHaveLength(1)
    await till.finishRefunds()
    await reads({ status: 'paid', refunds: [{ status: 'succeeded', amount: 1000 }] })
    expect(codeOf(await merchant.refund(order.orderNo, { amount: 2881 }))).toBe(
      '422 refund_exceeds_paid',
    )
    expect((await merchant.refund(order.orderNo)).body).toMatchObject({ amount: 2880 })
    await expect.poll(sentBack).toHaveLength(2)
    await till.finishRefunds()
    await reads({ status: 'refunded' })
    expect(codeOf(await merchant.refund(order.orderNo, { amount: 1 }))).toBe(
      '422 refund_exceeds_paid',
    )
  })

  test.each(['noise', 'zeros'])(
    'comes to its end, as the payment did, where sums are written with %s',
    async (sums) => {
      const { charge, merchant, order, sandbox, reads, payment } = await chargedOrder(kind)
      const till = tillOf(sandbox, 'paymax')
      const sentBack = () => till.charges().flatMap(({ refunds }) => refunds)
      sandbox.faults.set({ sums })
      sandbox.paymax.pay(charge.chargeId)
      await payment()
      await reads({ status: 'paid' })
      await merchant.refund(order.orderNo, { amount: 30 })
      await expect.poll(sentBack).toHaveLength(1)
      await till.finishRefunds()
      await reads({ status: 'paid', refunds: [{ status: 'succeeded', amount: 30 }] })
      expect((await merchant.refund(order.orderNo)).body).toMatchObject({ amount: 3850 })
      await expect.poll(sentBack).toHaveLength(2)
      await till.finishRefunds()
      await reads({ status: 'refunded' })
    },
  )
})

describe('a refund', () => {
  test('needs a key', async () => {
    const { merchant, order } = await paidOrder('embedded')
    expect(codeOf(await merchant.refund(order.orderNo, {}, ''))).toBe(
      '400 idempotency_key_required',
    )
  })

  test('of an order that is not paid', async () => {
    const { merchant, order } = await chargedOrder('embedded')
    expect(codeOf(await merchant.refund(order.orderNo))).toBe('409 order_not_paid')
  })

  test('of an order that does not exist', async () => {
    const { merchant } = await chargedOrder('embedded')
    expect(codeOf(await merchant.refund('nothing'))).toBe('404 order_not_found')
  })

  test.each([{ amount: 0 }, { amount: 1.5 }, { reason: '' }, { reason: '  ' }, { extra: 1 }])(
    'is refused where it makes no sense: %j',
    async (wrong) => {
      const { merchant, order } = await chargedOrder('embedded')
      expect(codeOf(await merchant.refund(order.orderNo, wrong))).toBe('400 invalid_request')
    },
  )
})
