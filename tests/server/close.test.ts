import { describe, expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import { openCheckout } from './support/checkout'
import { chargedOrder, paidOrder } from './support/paid-order'
import { codeOf } from './support/phone'
import { everywhere, tillOf } from './support/till'

const minute = 60_000

describe.each(everywhere)(
  'the merchant closes an order at %s, on the %s database',
  (gateway, kind) => {
    const at = { GATEWAY: gateway }

    test('that nobody has begun to pay', async () => {
      const { merchant } = await openCheckout(kind, at)
      const { orderNo } = await merchant.placed()
      const closed = await merchant.close(orderNo)
      expect([closed.status, closed.body.status]).toEqual([200, 'closed'])
      expect((await merchant.close(orderNo)).status).toBe(200)
    })

    test('and its live charge is closed at the gateway first', async () => {
      const { merchant, order, sandbox, payer } = await chargedOrder(kind, {}, at)
      expect((await merchant.close(order.orderNo)).body).toMatchObject({ status: 'closed' })
      expect(tillOf(sandbox, gateway).charges()).toMatchObject([{ state: 'ended' }])
      expect(codeOf(await payer.post(`api/orders/${order.orderId}/charges`, {}))).toBe(
        '409 order_closed',
      )
    })

    test('whose charge cannot be closed: it stays open', async () => {
      const { merchant, order, sandbox, read } = await chargedOrder(kind, {}, at)
      tillOf(sandbox, gateway).trouble.closeRefused()
      const refused = await merchant.close(order.orderNo)
      expect(codeOf(refused)).toBe('409 charge_in_progress')
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
      expect((await read()).status).toBe('processing')
    })

    test('that turns out to be paid: nothing is closed', async () => {
      const { merchant, order, sandbox, charge, read } = await chargedOrder(kind, {}, at)
      tillOf(sandbox, gateway).pay(charge.chargeId)
      expect(codeOf(await merchant.close(order.orderNo))).toBe('409 order_paid')
      expect((await read()).status).toBe('paid')
    })

    test('while the gateway does not answer: nobody knows, so nothing is closed', async () => {
      const { merchant, order, sandbox, read } = await chargedOrder(kind, {}, at)
      tillOf(sandbox, gateway).trouble.down('503')
      expect(codeOf(await merchant.close(order.orderNo))).toBe('409 charge_in_progress')
      sandbox.faults.reset()
      expect((await read()).status).toBe('processing')
    })

    test('that had merely run out of time: from then on late money goes back', async () => {
      const expiresAt = new Date(Date.now() + 5 * minute).toISOString()
      const { merchant, order, sandbox, charge, reads, advance } = await chargedOrder(
        kind,
        { expiresAt },
        at,
      )
      advance(20 * minute)
      await reads({ status: 'closed' })
      expect((await merchant.close(order.orderNo)).status).toBe(200)
      tillOf(sandbox, gateway).pay(charge.chargeId)
      await tillOf(sandbox, gateway).tell()
      await reads({ status: 'closed', incidents: [{ kind: 'late_payment' }] })
    })
  },
)

describe('closing', () => {
  test('a paid order is refused', async () => {
    const { merchant, order } = await paidOrder('embedded')
    expect(codeOf(await merchant.close(order.orderNo))).toBe('409 order_paid')
  })

  test('an order that does not exist', async () => {
    const { merchant } = await openCheckout('embedded')
    expect(codeOf(await merchant.close('nothing'))).toBe('404 order_not_found')
  })

  test('needs the merchant’s key', async () => {
    const { merchant, phone } = await openCheckout('embedded')
    const { orderNo } = await merchant.placed()
    expect(codeOf(await phone().post(`api/merchant/orders/${orderNo}/close`, {}))).toBe(
      '401 unauthorized',
    )
  })

  test('a charge that is just being made is waited for, then closed', async () => {
    const { merchant, sandbox, phone } = await openCheckout('embedded')
    const { orderNo, orderId } = await merchant.placed()
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    sandbox.faults.set({ gateway_slow: 700 })
    const charging = payer.post<Charge>(`api/orders/${orderId}/charges`, {})
    await expect.poll(async () => (await merchant.read(orderNo)).body.status).toBe('processing')
    expect((await merchant.close(orderNo)).body.status).toBe('closed')
    await charging
    expect(sandbox.paymax.charges().map(({ status }) => status)).toEqual(['FAILED'])
  })
})
