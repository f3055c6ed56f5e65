/** Each decision of a payment is one line of the log, which names what finds it again, and nobody. */
import { describe, expect, test } from 'vitest'
import { openCheckout } from './support/checkout'
import { chargedOrder } from './support/paid-order'
import { everywhere, tillOf } from './support/till'

interface Line {
  readonly msg: string
  readonly orderId?: string
  readonly chargeId?: string
  readonly gateway?: string
  readonly gatewayId?: string | null
  readonly refundId?: string
  readonly requestId?: string
  readonly level: number
}

const words = new Set([
  'charge made',
  'charge ended',
  'no charge was made',
  'order paid',
  'refund wanted',
  'refund sent',
  'refunded',
  'a refund failed',
  'webhook kept',
  'webhook applied',
  'incident',
])

/** The decisions about charges and refunds, in their order. */
const decisions = (log: readonly string[]) =>
  log.map((line) => JSON.parse(line) as Line).filter(({ msg }) => words.has(msg))

const saidOf = (log: readonly string[]) => decisions(log).map(({ msg }) => msg)

describe.each(everywhere)('at %s, on the %s database', (gateway, kind) => {
  test('a payment and its refund are told step by step', async () => {
    const { sandbox, charge, order, merchant, reads, log, advance } = await chargedOrder(
      kind,
      {},
      { GATEWAY: gateway },
    )
    const till = tillOf(sandbox, gateway)
    till.pay(charge.chargeId)
    await till.tell()
    await reads({ status: 'paid' })
    await expect.poll(() => saidOf(log)).toContain('webhook applied')
    expect(saidOf(log)).toEqual(['charge made', 'webhook kept', 'order paid', 'webhook applied'])

    await merchant.refund(order.orderNo, { amount: 100 })
    await expect
      .poll(
        () => {
          advance(5_000)
          return saidOf(log)
        },
        { timeout: 15_000, interval: 100 },
      )
      .toContain('refund sent')
    expect(saidOf(log).slice(4, 6)).toEqual(['refund wanted', 'refund sent'])

    const { orderId } = order
    const { chargeId } = charge
    const told = decisions(log)
    for (const line of told) {
      expect(line, line.msg).toMatchObject({ gateway, chargeId, level: 30 })
      expect(line.gatewayId, line.msg).toBe(told[0]?.gatewayId)
      if (!line.msg.startsWith('webhook')) expect(line.orderId, line.msg).toBe(orderId)
    }
    for (const { msg, requestId } of told) {
      if (msg === 'refund sent') expect(requestId).toBeUndefined()
      else expect(requestId, msg).toEqual(expect.any(String))
    }
    expect(
      new Set(told.filter(({ msg }) => msg.startsWith('refund')).map((one) => one.refundId)).size,
    ).toBe(1)
    expect(log.join('')).not.toContain(sandbox.wechat.holder.openid)
  })
})

test('a webhook that comes again is kept and applied again, and decides nothing', async () => {
  const { sandbox, charge, reads, log } = await chargedOrder('embedded')
  const till = tillOf(sandbox, 'paymax')
  till.pay(charge.chargeId)
  await till.tell()
  await reads({ status: 'paid' })
  await till.tellAgain(charge.chargeId)
  await till.tell()
  const applied = () => saidOf(log).filter((msg) => msg === 'webhook applied')
  await expect.poll(() => applied().length).toBeGreaterThan(1)
  expect(saidOf(log).filter((msg) => msg === 'order paid')).toHaveLength(1)
})

test('a charge that ends without money says how, once', async () => {
  const { merchant, order, log, charge } = await chargedOrder('embedded')
  await merchant.close(order.orderNo)
  expect(decisions(log).filter(({ msg }) => msg === 'charge ended')).toEqual([
    expect.objectContaining({
      orderId: order.orderId,
      chargeId: charge.chargeId,
      status: 'failed',
    }),
  ])
})

test('a charge that the gateway refuses says why', async () => {
  const { merchant, phone, sandbox, log } = await openCheckout('embedded')
  const { orderId } = await merchant.placed()
  const payer = phone()
  await payer.signedIn(`checkout?order=${orderId}`)
  sandbox.faults.set({ gateway_refuses: 'CHANNEL_NOT_AVAILABLE' })
  const { headers } = await payer.post(`api/orders/${orderId}/charges`, {})
  expect(decisions(log)).toEqual([
    expect.objectContaining({
      msg: 'no charge was made',
      orderId,
      gateway: 'paymax',
      requestId: headers.get('x-request-id'),
    }),
  ])
})
