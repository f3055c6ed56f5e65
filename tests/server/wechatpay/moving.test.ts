import { describe, expect, test } from 'vitest'
import type { Charge } from '../../../server/contract/charges'
import type { Problem } from '../../../server/contract/problems'
import { openCheckout } from '../support/checkout'
import { kinds } from '../support/databases'

describe.each(kinds)('a merchant who moves to WeChat Pay, on the %s database', (kind) => {
  test('has what was begun at Paymax paid and refunded there, and what is new made at WeChat Pay', async () => {
    const checkout = await openCheckout(kind)
    const { merchant, sandbox } = checkout
    const old = await merchant.placed({ amount: 700 })
    const payer = checkout.phone()
    await payer.signedIn(`checkout?order=${old.orderId}`)
    const begun = await payer.post<Charge>(`api/orders/${old.orderId}/charges`, {})
    expect(begun.status).toBe(201)

    // Both stay configured; only where new charges go is another.
    const moved = await checkout.anotherProcess({
      GATEWAY: 'wechatpay',
      ...sandbox.wechatpayEnvironment(),
    })
    sandbox.paymax.webhookTarget = new URL('api/webhooks/paymax', moved.address).href
    sandbox.paymax.pay(begun.body.chargeId)
    await sandbox.paymax.flushWebhooks()
    const readOf = (orderNo: string) => async () => (await moved.merchant.read(orderNo)).body
    await expect.poll(readOf(old.orderNo)).toMatchObject({ status: 'paid', incidents: [] })

    const next = await moved.merchant.placed({ amount: 900 })
    const nextPayer = moved.phone()
    await nextPayer.signedIn(`checkout?order=${next.orderId}`)
    const made = await nextPayer.post<Charge>(`api/orders/${next.orderId}/charges`, {})
    sandbox.wechatpay.noticeTarget = new URL('api/webhooks/wechatpay', moved.address).href
    sandbox.wechatpay.pay(made.body.chargeId)
    await sandbox.wechatpay.flushNotices()
    await expect.poll(readOf(next.orderNo)).toMatchObject({ status: 'paid', incidents: [] })

    for (const { orderNo } of [old, next]) {
      expect(await moved.merchant.refund(orderNo)).toMatchObject({ status: 201 })
      await expect
        .poll(
          async () => {
            sandbox.paymax.finishRefunds()
            sandbox.wechatpay.finishRefunds()
            await sandbox.wechatpay.flushNotices()
            await sandbox.paymax.flushWebhooks()
            return readOf(orderNo)()
          },
          { timeout: 30_000, interval: 300 },
        )
        .toMatchObject({ status: 'refunded', incidents: [] })
    }
    expect(sandbox.wechatpay.orders()).toHaveLength(1)
  })
})

test('an order with a live charge at Paymax is paid at WeChat Pay only after that has ended', async () => {
  const checkout = await openCheckout('embedded')
  const { merchant, sandbox } = checkout
  const order = await merchant.placed({})
  const payer = checkout.phone()
  await payer.signedIn(`checkout?order=${order.orderId}`)
  await payer.post<Charge>(`api/orders/${order.orderId}/charges`, {})

  const moved = await checkout.anotherProcess({
    GATEWAY: 'wechatpay',
    ...sandbox.wechatpayEnvironment(),
  })
  const again = moved.phone()
  await again.signedIn(`checkout?order=${order.orderId}`)
  const path = `api/orders/${order.orderId}/charges`
  expect(await again.post<Charge>(path, {})).toMatchObject({ status: 200 })
  expect(sandbox.wechatpay.orders()).toEqual([])
  expect(await again.post<Charge>(path, { renew: true })).toMatchObject({ status: 201 })
  expect(sandbox.wechatpay.orders()).toHaveLength(1)
  expect(sandbox.paymax.charges().map(({ status }) => status)).not.toContain('PROCESSING')
})

test('the start is refused while charges of a gateway that is no longer configured can be paid', async () => {
  const checkout = await openCheckout('postgres')
  const { merchant, sandbox } = checkout
  const order = await merchant.placed({})
  const payer = checkout.phone()
  await payer.signedIn(`checkout?order=${order.orderId}`)
  await payer.post<Charge & Problem>(`api/orders/${order.orderId}/charges`, {})
  const none = {
    PAYMAX_SECRET_KEY: '',
    PAYMAX_APP: '',
    PAYMAX_PRIVATE_KEY: '',
    PAYMAX_PUBLIC_KEY: '',
  }
  await expect(
    checkout.anotherProcess({
      GATEWAY: 'wechatpay',
      ...sandbox.wechatpayEnvironment(),
      ...none,
    }),
  ).rejects.toThrow(/^1 payment begun .* can still be paid: 1 under PAYMAX_APP/)
})
