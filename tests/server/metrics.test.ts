import { describe, expect, test } from 'vitest'
import { openCheckout } from './support/checkout'
import { kinds } from './support/databases'
import { paidOrder } from './support/paid-order'
import { codeOf } from './support/phone'

describe.each(kinds)('the metrics, on the %s database', (kind) => {
  test('count orders, charges and refunds from the store', async () => {
    const { merchant, order, sandbox, reads } = await paidOrder(kind)
    await merchant.placed()
    await merchant.refund(order.orderNo, { amount: 100 })
    await reads({ refunds: [{ status: 'processing' }] })
    await expect
      .poll(() => sandbox.paymax.charges().flatMap(({ refunds }) => refunds))
      .toHaveLength(1)
    const text = await merchant.metrics()
    expect(text).toContain('checkout_orders{kind="paid"} 1')
    expect(text).toContain('checkout_orders{kind="open"} 1')
    expect(text).toContain('checkout_charges{kind="succeeded"} 1')
    expect(text).toMatch(/checkout_refunds\{kind="(sending|processing)"\} 1/)
    expect(text).toContain('checkout_process_resident_memory_bytes')
  })
})

test('an order is counted as what it is: open, closed, paid or given back', async () => {
  const { merchant, order, sandbox, reads, advance } = await paidOrder('embedded')
  const orders = async () => {
    advance(60_000)
    const lines = (await merchant.metrics()).split('\n')
    return lines.filter((line) => line.startsWith('checkout_orders{')).sort()
  }
  const { orderNo } = await merchant.placed()
  await merchant.placed()
  await merchant.close(orderNo)
  expect(await orders()).toEqual([
    'checkout_orders{kind="closed"} 1',
    'checkout_orders{kind="open"} 1',
    'checkout_orders{kind="paid"} 1',
  ])
  await merchant.refund(order.orderNo)
  await expect
    .poll(() => sandbox.paymax.charges().flatMap(({ refunds }) => refunds))
    .toHaveLength(1)
  sandbox.paymax.finishRefunds()
  await sandbox.paymax.flushWebhooks()
  await reads({ status: 'refunded' })
  expect(await orders()).toEqual([
    'checkout_orders{kind="closed"} 1',
    'checkout_orders{kind="open"} 1',
    'checkout_orders{kind="refunded"} 1',
  ])
})

describe('the metrics', () => {
  test('are for the holder of a key, and say nothing of anybody', async () => {
    const { phone, merchant, payer } = await paidOrder('embedded')
    expect(codeOf(await phone().get('api/metrics'))).toBe('401 unauthorized')
    expect(codeOf(await payer.get('api/metrics'))).toBe('401 unauthorized')
    expect(await merchant.metrics()).not.toContain('oSandbox')
  })

  test('have a key of their own where one is set, which opens nothing else', async () => {
    const key = 'metrics-key-of-the-tests'
    const { phone, publicUrl } = await openCheckout('embedded', { METRICS_API_KEY: key })
    const headers = { authorization: `Bearer ${key}` }
    expect((await phone().get('api/metrics', headers)).status).toBe(200)
    expect(codeOf(await phone().get('api/merchant/orders', headers))).toBe('401 unauthorized')
    const withMerchantKey = { authorization: 'Bearer merchant-key-of-the-tests' }
    const answer = await fetch(new URL('api/metrics', publicUrl), { headers: withMerchantKey })
    expect(answer.status).toBe(401)
  })
})
