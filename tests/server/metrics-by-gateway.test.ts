import { describe, expect, test } from 'vitest'
import { chargedOrder } from './support/paid-order'
import { everywhere, tillOf } from './support/till'

describe.each(everywhere)('the metrics of a payment at %s, on the %s database', (gateway, kind) => {
  test('tell what was asked of it, what it said, and what has not ended there', async () => {
    const checkout = await chargedOrder(kind, {}, { GATEWAY: gateway })
    const { merchant, order, charge, sandbox, reads, advance } = checkout
    const till = tillOf(sandbox, gateway)
    const has = async (name: string, labels: string, count: number) =>
      expect
        .poll(
          () => {
            advance(60_000)
            return merchant.metrics()
          },
          { interval: 200 },
        )
        .toContain(`checkout_${name}{${labels}} ${count}`)

    await has('under_way', `kind="charges",gateway="${gateway}"`, 1)
    till.pay(charge.chargeId)
    await till.tell()
    await reads({ status: 'paid' })
    const call = `gateway="${gateway}",call=`
    await has('gateway_calls_total', `${call}"create",outcome="created"`, 1)
    await has('webhooks_total', `gateway="${gateway}",outcome="kept"`, 1)

    await merchant.refund(order.orderNo, { amount: 100 })
    await has('under_way', `kind="refunds",gateway="${gateway}"`, 1)
    await has('gateway_calls_total', `${call}"refund",outcome="answered"`, 1)
    expect(await merchant.metrics()).not.toContain('under_way{kind="charges"')
  })

  test('tell how often it could not be reached, and who came in its name', async () => {
    const { merchant, payer, order, sandbox, publicUrl } = await chargedOrder(
      kind,
      {},
      { GATEWAY: gateway },
    )
    tillOf(sandbox, gateway).trouble.down('503')
    await payer.get(`api/orders/${order.orderId}/payment`)
    await fetch(new URL(`api/webhooks/${gateway}`, publicUrl), { method: 'POST', body: '{}' })
    await expect
      .poll(() => merchant.metrics())
      .toMatch(
        new RegExp(`gateway="${gateway}",call="query",outcome="(lost|unavailable|untrusted)"`),
      )
    expect(await merchant.metrics()).toContain(
      `checkout_webhooks_total{gateway="${gateway}",outcome="refused"} 1`,
    )
  })
})
