import { describe, expect, test } from 'vitest'
import { codeOf } from './support/phone'
import { everywhere } from './support/till'
import { paidAt } from './refunds-support'

describe.each(everywhere)('a refund at %s, on the %s database', (gateway, kind) => {
  test('that never arrived is sent again once it was looked for', async () => {
    const { merchant, order, reads, advance, till, sentBack } = await paidAt(gateway, kind)
    till.trouble.down('cut')
    await merchant.refund(order.orderNo)
    await reads({ refunds: [{ status: 'processing' }] })
    till.trouble.over()
    await expect
      .poll(
        () => {
          advance(10_000)
          return sentBack()
        },
        { timeout: 20_000, interval: 500 },
      )
      .toHaveLength(1)
  })

  test('that the gateway ends in failure is told, with an incident, and can be asked for again', async () => {
    const { merchant, order, reads, till, sentBack } = await paidAt(gateway, kind)
    await merchant.refund(order.orderNo)
    await expect.poll(sentBack).toHaveLength(1)
    till.trouble.refundsFail()
    await till.finishRefunds()
    await reads({
      status: 'paid',
      refunds: [
        {
          status: 'failed',
          failure: { code: 'refund_failed', gatewayCode: till.failedRefund },
        },
      ],
      incidents: [{ kind: 'refund_failed' }],
    })
    till.trouble.over()
    expect((await merchant.refund(order.orderNo)).status).toBe(201)
  })

  test('made in the gateway’s console is taken over from its webhook', async () => {
    const { order, charge, reads, merchant, till } = await paidAt(gateway, kind)
    till.refundByHand(charge.chargeId, 3880)
    await till.finishRefunds()
    await reads({
      status: 'refunded',
      refunds: [{ status: 'succeeded', amount: 3880, automatic: false, reason: null }],
    })
    expect(codeOf(await merchant.refund(order.orderNo, { amount: 1 }))).toBe(
      '422 refund_exceeds_paid',
    )
  })
})
