import { describe, expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import { openCheckout } from './support/checkout'
import { kinds } from './support/databases'
import { chargedOrder } from './support/paid-order'
import { minute, twoPayers, kept } from './unwanted-money-support'

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
