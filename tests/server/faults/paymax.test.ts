import { describe, expect, test } from 'vitest'
import type { Charge } from '../../../server/contract/charges'
import type { Payment } from '../../../server/contract/payment'
import { openCheckout } from '../support/checkout'
import { codeOf } from '../support/phone'
import { startTcpProxy, type Impostor } from '../support/tcp-proxy'
import * as impostors from './impostors'

/** A payer at an order, and a line to Paymax that has not been used yet. */
async function atAnOrder() {
  const line = await startTcpProxy()
  const checkout = await openCheckout('embedded', {
    PAYMAX_BASE_URL: `http://127.0.0.1:${line.port}/merchant-api`,
  })
  line.leadTo(checkout.sandbox.paymax.baseUrl)
  const { orderId } = await checkout.merchant.placed()
  const payer = checkout.phone()
  await payer.signedIn(`checkout?order=${orderId}`)
  return {
    ...checkout,
    line,
    charge: () => payer.post<Charge>(`api/orders/${orderId}/charges`, {}),
    payment: () => payer.get<Payment>(`api/orders/${orderId}/payment`),
  }
}

const unusable: [string, string, Impostor][] = [
  ['hangs', '503 gateway_unavailable', impostors.hangs],
  ['resets the connection', '503 gateway_unavailable', impostors.resets],
  ['hangs up', '503 gateway_unavailable', impostors.hangsUp],
  ['says garbage', '503 gateway_unavailable', impostors.saysGarbage],
  ['stops in the middle', '503 gateway_unavailable', impostors.stopsInTheMiddle],
  ['floods with headers', '503 gateway_unavailable', impostors.floodsWithHeaders],
  ['is a proxy with a page of its own', '502 gateway_untrusted', impostors.isAProxyWithAPage],
  ['packs a flood into little', '503 gateway_unavailable', impostors.isABomb],
]

describe('a Paymax that', () => {
  test.each(unusable)('%s makes no charge (%s), until it answers', async (_, code, impostor) => {
    const { charge, line, payment, sandbox } = await atAnOrder()
    line.impersonate(impostor)
    expect(codeOf(await charge())).toBe(code)
    expect((await payment()).body).toMatchObject({ status: 'unpaid' })

    line.open()
    await expect.poll(async () => (await charge()).status).toBe(201)
    expect(sandbox.paymax.charges()).toHaveLength(1)
  })

  test('signs with another key makes no charge, until it signs with its own', async () => {
    const { charge, sandbox } = await atAnOrder()
    sandbox.faults.set({ gateway_untrusted: true })
    expect(codeOf(await charge())).toBe('502 gateway_untrusted')

    sandbox.faults.reset()
    expect((await charge()).status).toBe(201)
  })

  test('answers a gigabyte is cut off long before', async () => {
    const { charge, line } = await atAnOrder()
    let poured = Infinity
    line.impersonate(impostors.pours((bytes) => (poured = bytes)))
    expect(codeOf(await charge())).toBe('503 gateway_unavailable')
    // What the system itself keeps underway between two programs is some megabytes.
    await expect.poll(() => poured).toBeLessThan(64 * 1024 ** 2)
  })

  test.each([
    ['says garbage', impostors.saysGarbage],
    ['is a proxy with a page of its own', impostors.isAProxyWithAPage],
    ['resets the connection', impostors.resets],
  ])(
    '%s when it is asked leaves the payment open, and applies it afterwards',
    async (_, impostor) => {
      const { charge, line, payment, sandbox } = await atAnOrder()
      const { chargeId } = (await charge()).body
      sandbox.paymax.pay(sandbox.paymax.chargeByNumber(chargeId)?.id ?? '')
      line.impersonate(impostor)
      expect(await payment()).toMatchObject({
        status: 200,
        body: { status: 'processing', chargeId },
      })

      line.open()
      await expect.poll(async () => (await payment()).body.status).toBe('paid')
    },
  )
})
