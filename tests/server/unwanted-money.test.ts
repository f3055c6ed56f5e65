import { describe, expect, test } from 'vitest'
import { chargedOrder } from './support/paid-order'
import { codeOf } from './support/phone'
import { everywhere, tillOf } from './support/till'
import { twoPayers, minute, kept } from './unwanted-money-support'

describe.each(everywhere)(
  'money that an order does not take at %s, on the %s database',
  (gateway, kind) => {
    test('the one of two successes that is applied second goes back in full, by itself', async () => {
      const scene = await twoPayers(gateway, kind)
      const { charge, bothPay, reads } = scene
      await bothPay()
      await scene.till.finishRefunds()
      // Of the payment that the order stands by, nothing has gone back.
      await reads({
        status: 'paid',
        amountRefunded: 0,
        refunds: [
          {
            chargeId: charge.chargeId,
            status: 'succeeded',
            amount: 3880,
            automatic: true,
            reason: 'double_success',
          },
        ],
        incidents: [{ kind: 'double_success', chargeId: charge.chargeId }],
      })
    })

    test('who paid second reads of their own refund, who paid first of the payment', async () => {
      const scene = await twoPayers(gateway, kind)
      const { charge, second, payer, other, toldTo, bothPay, reads } = scene
      await bothPay()
      expect((await toldTo(payer)).mine).toEqual({
        chargeId: charge.chargeId,
        status: 'succeeded',
        refund: { status: 'processing', reason: 'double_success', amount: 3880 },
      })
      expect((await toldTo(other)).mine).toEqual({
        chargeId: second.chargeId,
        status: 'succeeded',
        refund: null,
      })
      await scene.till.finishRefunds()
      await reads({ refunds: [{ status: 'succeeded' }] })
      expect((await toldTo(payer)).mine?.refund?.status).toBe('succeeded')
    })

    test('who comes back when their login has long run out still reads of their own refund', async () => {
      const { payer, order, bothPay, toldTo, advance } = await twoPayers(gateway, kind)
      await bothPay()
      advance(20 * minute)
      expect(codeOf(await payer.post(`api/orders/${order.orderId}/charges`, {}))).toBe(
        '401 login_required',
      )
      expect((await toldTo(payer)).mine?.refund).not.toBeNull()
    })

    test('told again and again, by webhook and by query, it goes back once', async () => {
      const scene = await twoPayers(gateway, kind)
      const { charge, bothPay, reads, advance, payment, till } = scene
      await bothPay()
      await till.tellAgain(charge.chargeId)
      await till.tellAgain(charge.chargeId)
      await payment()
      advance(minute)
      await scene.till.finishRefunds()
      await reads({ refunds: [{ status: 'succeeded' }] })
      await till.tellAgain(charge.chargeId)
      advance(10 * minute)
      await payment()
      await reads({ refunds: [{ status: 'succeeded' }] })
      expect(till.charges().flatMap(({ refunds }) => refunds)).toHaveLength(1)
    })

    test('what comes after the merchant closed goes back, and its payer reads it', async () => {
      const scene = await chargedOrder(kind, {}, { GATEWAY: gateway })
      const till = tillOf(scene.sandbox, gateway)
      const { merchant, order, charge, reads, payment } = scene
      await merchant.close(order.orderNo)
      till.pay(charge.chargeId)
      await till.tell()
      await reads({
        status: 'closed',
        charges: [{ status: 'succeeded' }],
        refunds: [{ automatic: true, amount: 3880, reason: 'late_payment' }],
        incidents: [{ kind: 'late_payment' }],
      })
      expect(await payment()).toMatchObject({
        status: 'closed',
        mine: { status: 'succeeded', refund: { status: 'processing', reason: 'late_payment' } },
      })
      await expect.poll(() => kept(till)).toEqual([0])
    })

    test('a refund that fails is an incident, and is tried again by itself', async () => {
      const scene = await twoPayers(gateway, kind)
      const { bothPay, reads, advance, till } = scene
      await bothPay()
      till.trouble.refundsFail()
      await scene.till.finishRefunds()
      await reads({
        refunds: [{ status: 'failed' }, { status: 'processing', automatic: true }],
      })
      expect((await scene.toldTo(scene.payer)).mine?.refund?.status).toBe('processing')
      till.trouble.over()
      advance(2 * minute)
      await expect
        .poll(() => till.charges()[0]?.refunds.map(({ state }) => state))
        .toEqual(['failed', 'under way'])
      await scene.till.finishRefunds()
      await reads({
        refunds: [{ status: 'failed' }, { status: 'succeeded' }],
        incidents: [{ kind: 'double_success' }, { kind: 'refund_failed' }],
      })
    })
  },
)
