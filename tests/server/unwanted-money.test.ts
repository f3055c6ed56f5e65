import { describe, expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { Payment } from '../../server/contract/payment'
import type { GatewayName } from '../../server/payments/core/records'
import { openCheckout } from './support/checkout'
import { kinds, type Kind } from './support/databases'
import { chargedOrder } from './support/paid-order'
import { codeOf, type Phone } from './support/phone'
import { everywhere, tillOf, type Till } from './support/till'

const minute = 60_000

/**
 * Two charges of one order of which Paymax takes both: the first is thought closed, and WeChat's word that
 * it was paid comes late.
 */
async function twoPayers(gateway: GatewayName, kind: Kind) {
  const first = await chargedOrder(kind, {}, { GATEWAY: gateway })
  const till = tillOf(first.sandbox, gateway)
  const { sandbox, order, phone, advance } = first
  const [one, two] = sandbox.payers
  if (!one || !two) throw new Error('the sandbox has too few people')
  sandbox.wechat.holder = two
  const other = phone()
  await other.signedIn(`checkout?order=${order.orderId}`)
  sandbox.wechat.holder = one
  advance(6 * minute)
  const path = `api/orders/${order.orderId}`
  const { body: second } = await other.post<Charge>(`${path}/charges`, {})
  const toldTo = async (payer: Phone) => (await payer.get<Payment>(`${path}/payment`)).body

  /** The second charge is applied first, so that the first one is the one too many; it is being sent back. */
  async function bothPay(): Promise<void> {
    till.pay(second.chargeId)
    await till.tell()
    await first.reads({ status: 'paid' })
    till.pay(first.charge.chargeId)
    await till.tell()
    await first.reads({ refunds: [{ automatic: true }] })
    await expect.poll(() => kept(till)).toEqual([0, 3880])
  }

  return { ...first, till, other, toldTo, bothPay, second }
}

/** What is left of each charge at its gateway. In fen. */
const kept = (till: Till) =>
  till
    .charges()
    .map(({ amount, refunds }) => amount - refunds.reduce((sum, refund) => sum + refund.amount, 0))

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

describe.each(kinds)('money that an order does not take at Paymax, on the %s database', (kind) => {
  test('nothing goes back on an event’s word alone: Paymax has to say it when asked', async () => {
    const scene = await twoPayers('paymax', kind)
    const { sandbox, charge, second, reads, read } = scene
    sandbox.paymax.pay(second.chargeId)
    await sandbox.paymax.flushWebhooks()
    await reads({ status: 'paid' })
    // A signed event, of money that Paymax itself does not have.
    await sandbox.paymax.sendWebhook(charge.chargeId, { data: { status: 'SUCCEED' } })
    await reads({ refunds: [{ automatic: true, status: 'processing' }] })
    expect(sandbox.paymax.charges().flatMap(({ refunds }) => refunds)).toHaveLength(0)
    expect((await read()).status).toBe('paid')
  })

  test('a part that somebody sent back by hand is not sent again', async () => {
    const scene = await twoPayers('paymax', kind)
    const { sandbox, charge, second, reads, advance } = scene
    sandbox.paymax.pay(second.chargeId)
    await sandbox.paymax.flushWebhooks()
    await reads({ status: 'paid' })
    sandbox.paymax.pay(charge.chargeId)
    sandbox.paymax.refundByHand(charge.chargeId, 880)
    sandbox.paymax.finishRefunds()
    await sandbox.paymax.flushWebhooks()
    await expect
      .poll(
        () => {
          advance(1_000)
          sandbox.paymax.finishRefunds()
          return kept(scene.till)
        },
        { timeout: 15_000 },
      )
      .toEqual([0, 3880])
    expect(sandbox.paymax.charges()[0]?.refunds.map(({ amount }) => amount)).toEqual([880, 3000])
  })

  test('a live charge is closed when a lost one turns out to have paid the order', async () => {
    const { merchant, sandbox, phone, advance } = await openCheckout(kind)
    const { orderId, orderNo } = await merchant.placed()
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    sandbox.faults.set({ answer_lost: true })
    await payer.post(`api/orders/${orderId}/charges`, {})
    sandbox.faults.reset()
    await payer.post(`api/orders/${orderId}/charges`, {})
    const [lost] = sandbox.paymax.charges()
    sandbox.paymax.pay(lost?.id ?? '')
    await sandbox.paymax.flushWebhooks()
    advance(1_000)
    await expect
      .poll(() => sandbox.paymax.charges().map(({ status }) => status))
      .toEqual(['SUCCEED', 'FAILED'])
    await expect
      .poll(async () => (await merchant.read(orderNo)).body)
      .toMatchObject({ status: 'paid', refunds: [], incidents: [] })
  })

  test('of a charge that had failed pays the order after all, without a webhook', async () => {
    const { sandbox, charge, payment, reads, advance } = await chargedOrder(kind)
    sandbox.paymax.fail(charge.chargeId, 'CHANNEL_CHARGE_FAILED')
    expect((await payment()).status).toBe('failed')
    sandbox.paymax.pay(charge.chargeId)
    advance(minute)
    await reads({ status: 'paid' })
  })

  test('of a charge that is not ours is an incident of nobody and moves nothing', async () => {
    const { sandbox, charge, merchant, advance, read } = await chargedOrder(kind)
    await sandbox.paymax.sendWebhook(charge.chargeId, {
      data: { status: 'SUCCEED', id: 'ch_000000000000000000000000', order_no: 'somebodyElses' },
    })
    await expect
      .poll(() => {
        advance(5_000)
        return merchant.metrics()
      })
      .toContain('checkout_incidents{kind="mismatch"} 1')
    expect(await read()).toMatchObject({ status: 'processing', incidents: [], refunds: [] })
  })
})

describe('a signed event', () => {
  test.each([
    ['another amount', { amount: 0.01 }],
    ['another app', { app: 'app_of_somebody_else' }],
    ['another currency', { currency: 'USD' }],
    ['another mode', { livemode: true }],
    ['another charge id', { id: 'ch_000000000000000000000000' }],
  ])('with %s is kept as an incident, and the order as it is', async (_, data) => {
    const { sandbox, charge, reads } = await chargedOrder('embedded')
    await sandbox.paymax.sendWebhook(charge.chargeId, { data: { status: 'SUCCEED', ...data } })
    await reads({ status: 'processing', incidents: [{ kind: 'mismatch' }] })
  })

  test('without livemode applies nothing by itself: Paymax is asked, and kept being asked', async () => {
    const { sandbox, charge, reads, advance } = await chargedOrder('embedded')
    const data = { status: 'SUCCEED', livemode: undefined }
    await sandbox.paymax.sendWebhook(charge.chargeId, { data })
    await reads({ status: 'processing', incidents: [] })
    sandbox.faults.set({ webhook_lost: true })
    sandbox.paymax.pay(charge.chargeId)
    advance(minute)
    await reads({ status: 'paid' })
  })

  test('without livemode, of a success that is not ours, is an incident all the same', async () => {
    const { sandbox, charge, merchant, advance } = await chargedOrder('embedded')
    const id = 'ch_000000000000000000000000'
    const data = { status: 'SUCCEED', livemode: undefined, id, order_no: 'somebodyElses' }
    await sandbox.paymax.sendWebhook(charge.chargeId, { data })
    await expect
      .poll(() => {
        advance(5_000)
        return merchant.metrics()
      })
      .toContain('checkout_incidents{kind="mismatch"} 1')
  })

  test('of a charge tells nothing of refunds: an order is refunded by Paymax’s answer', async () => {
    const { sandbox, charge, reads, merchant, order } = await chargedOrder('embedded')
    sandbox.paymax.pay(charge.chargeId)
    await sandbox.paymax.sendWebhook(charge.chargeId, { data: { amount_refunded: 38.8 } })
    await reads({ status: 'paid', refunds: [] })
    expect((await merchant.refund(order.orderNo)).status).toBe(201)
  })

  test('that says a charge failed is asked about first: Paymax still has it payable', async () => {
    const { sandbox, charge, reads, payer, order } = await chargedOrder('embedded')
    await sandbox.paymax.sendWebhook(charge.chargeId, { data: { status: 'FAILED' } })
    const again = await payer.post<Charge>(`api/orders/${order.orderId}/charges`, {})
    expect(again.body.chargeId).toBe(charge.chargeId)
    await reads({ status: 'processing' })
    expect(sandbox.paymax.charges()).toHaveLength(1)
  })
})
