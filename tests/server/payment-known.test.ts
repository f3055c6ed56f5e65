/** How a payment comes to be known, whoever moves the money. */
import { describe, expect, test } from 'vitest'
import { chargedOrder } from './support/paid-order'
import { everywhere, tillOf } from './support/till'

const minute = 60_000

describe.each(everywhere)('the status query at %s, on the %s database', (gateway, kind) => {
  const at = { GATEWAY: gateway }

  test('asks the gateway by itself: a webhook that never comes is not noticed', async () => {
    const { payment, sandbox, charge } = await chargedOrder(kind, {}, at)
    tillOf(sandbox, gateway).pay(charge.chargeId)
    const paid = await payment()
    expect(paid).toMatchObject({ status: 'paid', chargeId: charge.chargeId })
    expect(paid.mine).toEqual({ chargeId: charge.chargeId, status: 'succeeded', refund: null })
    const { paymax, wechatpay } = sandbox
    const tries = [...paymax.webhooks(), ...wechatpay.notices()].flatMap(
      (event) => event.tries as object[],
    )
    expect(tries).toHaveLength(0)
  })

  test('waits for the end and tells it when it comes', async () => {
    const { payment, sandbox, charge } = await chargedOrder(kind, {}, at)
    const waiting = payment('?wait=25')
    tillOf(sandbox, gateway).pay(charge.chargeId)
    expect((await waiting).status).toBe('paid')
  })

  test('a signed webhook ends the order even while queries lag behind', async () => {
    const { payment, sandbox, charge } = await chargedOrder(kind, {}, at)
    tillOf(sandbox, gateway).trouble.lagging()
    const waiting = payment('?wait=25')
    tillOf(sandbox, gateway).pay(charge.chargeId)
    await tillOf(sandbox, gateway).tell()
    expect((await waiting).status).toBe('paid')
  })

  test('every charge ends without a browser: the worker asks by itself', async () => {
    const { merchant, order, sandbox, charge, advance } = await chargedOrder(kind, {}, at)
    tillOf(sandbox, gateway).pay(charge.chargeId)
    advance(minute)
    await expect
      .poll(async () => (await merchant.read(order.orderNo)).body.status, { timeout: 10_000 })
      .toBe('paid')
  })

  test('an order closes after its time, once the gateway has said that nothing was paid', async () => {
    const expiresAt = new Date(Date.now() + 5 * minute).toISOString()
    const { merchant, order, advance } = await chargedOrder(kind, { expiresAt }, at)
    advance(20 * minute)
    await expect
      .poll(async () => (await merchant.read(order.orderNo)).body.status, { timeout: 10_000 })
      .toBe('closed')
  })
})
