/** The same as in `denials.test.ts`, through the whole backend and a Paymax that denies what it made. */
import { describe, expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import { kinds } from './support/databases'
import { chargedOrder, paidOrder } from './support/paid-order'
import { codeOf } from './support/phone'

const minute = 60_000

describe.each(kinds)('what Paymax made and denies, on the %s database', (kind) => {
  test('a charge: its order can be paid again after its time, and the merchant can close', async () => {
    const scene = await chargedOrder(kind, {}, { SESSION_TTL: '86400' })
    const { sandbox, merchant, order, payer, charge, advance, reads } = scene
    sandbox.faults.set({ denies: 'charge' })
    const charges = `api/orders/${order.orderId}/charges`
    const renewed = await payer.post<Charge>(charges, { renew: true })
    expect(renewed.body.chargeId).toBe(charge.chargeId)
    expect(codeOf(await merchant.close(order.orderNo))).toBe('409 charge_in_progress')
    await scene.payment()
    advance(31 * minute)
    await expect
      .poll(
        async () => {
          advance(minute)
          return (await payer.post<Charge>(charges, {})).status
        },
        { timeout: 20_000 },
      )
      .toBe(201)
    await reads({
      status: 'processing',
      charges: [{ chargeId: charge.chargeId, status: 'closed' }, { status: 'live' }],
      incidents: [{ kind: 'charge_denied', chargeId: charge.chargeId }],
    })
    sandbox.faults.reset()
    expect((await merchant.close(order.orderNo)).status).toBe(200)
  })

  test('a refund: it ends with an incident, and was sent once', async () => {
    const { sandbox, merchant, order, advance, read } = await paidOrder(kind)
    // Paymax would tell of its success before it begins to deny it.
    sandbox.faults.set({ webhook_lost: true })
    await merchant.refund(order.orderNo)
    const refunds = () => sandbox.paymax.charges().flatMap((one) => one.refunds)
    await expect.poll(refunds).toHaveLength(1)
    sandbox.faults.set({ denies: 'charge' })
    await expect
      .poll(
        async () => {
          advance(20 * minute)
          return (await read()).refunds
        },
        { timeout: 50_000, interval: 1_000 },
      )
      // The refund or its charge, whichever was asked about when the denials began.
      .toMatchObject([{ status: 'failed', failure: { code: 'denied' } }])
    expect((await read()).incidents).toMatchObject([{ kind: 'refund_failed' }])
    expect(refunds()).toHaveLength(1)
  })
})
