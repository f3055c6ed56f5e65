import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyPairFor } from '../../../mocks/sandbox/keys'
import { sign } from '../../../mocks/sandbox/paymax/signature'
import type { Charge } from '../../../server/contract/charges'
import { openCheckout, type Checkout } from '../support/checkout'
import { kinds } from '../support/databases'
import { jsonText } from './hostile'
import { broken } from './requests'
import { chosenSeed, runsPerRound } from './runs'
import { exchange, type WireAnswer } from './wire'

/** A charge that is paid at Paymax, and what Paymax would say of it. */
async function paidCharge({ merchant, phone, sandbox }: Checkout) {
  const { orderId, orderNo } = await merchant.placed()
  const payer = phone()
  await payer.signedIn('checkout')
  const charge = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
  sandbox.paymax.pay(charge.body.chargeId)
  const [waiting] = sandbox.paymax.webhooks()
  if (!waiting) throw new Error('Paymax has nothing to tell')
  const event = JSON.parse(waiting.body) as { data: Record<string, unknown> }
  return { orderId, orderNo, event }
}

function notify({ publicUrl }: Checkout, event: unknown): Promise<WireAnswer> {
  const body = Buffer.from(jsonText(event))
  return exchange(publicUrl, {
    method: 'POST',
    target: '/pay/api/webhooks/paymax',
    headers: [['sign', sign(body, keyPairFor('paymax').privateKey)]],
    body,
  })
}

const errorsIn = (log: string[]) => log.filter((line) => /"level":[56]0/.test(line))

describe.each(kinds)('a notification that Paymax signed, on %s', (kind) => {
  test('is acknowledged and harms nothing, whatever stands in it', async () => {
    const checkout = await openCheckout(kind)
    const { orderId, orderNo, event } = await paidCharge(checkout)
    const data = fc.oneof(broken(fc.constant(event.data)), broken(broken(fc.constant(event.data))))
    await fc.assert(
      fc.asyncProperty(data, async (bent) => {
        const { status, body } = await notify(checkout, { ...event, data: bent })
        expect(`${status} ${body}`).toBe('200 success')
        expect((await checkout.phone().get(`api/orders/${orderId}`)).status).toBe(200)
        expect((await checkout.merchant.read(orderNo)).status).toBe(200)
        expect(errorsIn(checkout.log)).toEqual([])
      }),
      { numRuns: runsPerRound, seed: chosenSeed },
    )
  })

  test.each([
    { time_paid: Number.MAX_SAFE_INTEGER },
    { transaction_no: 'a\0' },
    { order_no: 'a\0' },
    { status: 'FAILED', failure_code: 'a\0', failure_msg: '\ud800' },
  ])('leaves the order readable with %j', async (change) => {
    const checkout = await openCheckout(kind)
    const { orderId, orderNo, event } = await paidCharge(checkout)
    const { status } = await notify(checkout, { ...event, data: { ...event.data, ...change } })
    expect(status).toBe(200)
    const applied = async () => (await checkout.merchant.read(orderNo)).body.status
    await expect.poll(applied).not.toBe('unpaid')
    expect((await checkout.phone().get(`api/orders/${orderId}/payment`)).status).toBe(200)
    expect(errorsIn(checkout.log)).toEqual([])
  })
})
