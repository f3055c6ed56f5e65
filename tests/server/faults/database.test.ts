import { describe, expect, test } from 'vitest'
import type { Checkout } from '../support/checkout'
import { kinds } from '../support/databases'
import { codeOf } from '../support/phone'
import { openBreakable, troubles } from './breakable'

/** Places orders until one is refused. @returns the refusal, and the numbers that were acknowledged */
async function placeUntilRefused({ merchant }: Checkout) {
  const acknowledged: string[] = []
  for (let count = 0; count < 200; count += 1) {
    const answer = await merchant.place()
    if (answer.status !== 201) return { refusal: answer, acknowledged }
    acknowledged.push(answer.body.orderNo)
  }
  throw new Error('nothing was refused')
}

describe.each(troubles)('a database that is %s (%s)', (trouble, kind) => {
  test('is said to be, and serves again as soon as it can', async () => {
    const { checkout, breakIt, committed } = await openBreakable(kind)
    const before = await checkout.merchant.placed()
    const mend = await breakIt(trouble)

    const { refusal, acknowledged } = await placeUntilRefused(checkout)
    expect(codeOf(refusal)).toBe('503 not_ready')
    expect(refusal.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await checkout.phone().get('api/healthz')).status).toBe(200)

    await mend()
    const after = await checkout.merchant.placed()
    const numbers = [before.orderNo, ...acknowledged, after.orderNo]
    expect(await committed()).toEqual(expect.arrayContaining(numbers))
  })
})

describe.each(kinds)('an event of Paymax’s, on the %s database', (kind) => {
  test('that cannot be kept is not acknowledged, and is applied when it comes again', async () => {
    const { checkout, breakIt } = await openBreakable(kind)
    const { sandbox, merchant, phone } = checkout
    const { orderId, orderNo } = await merchant.placed()
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    await payer.post(`api/orders/${orderId}/charges`, {})
    const mend = await breakIt('read-only')

    sandbox.paymax.pay(sandbox.paymax.charges()[0]?.id ?? '')
    await sandbox.paymax.flushWebhooks()
    expect(sandbox.paymax.webhooks().map(({ state }) => state)).toEqual(['waiting'])

    await mend()
    await sandbox.paymax.flushWebhooks()
    expect(sandbox.paymax.webhooks().map(({ state }) => state)).toEqual(['delivered'])
    await expect
      .poll(async () => (await merchant.read(orderNo)).body.status, { timeout: 20_000 })
      .toBe('paid')
  })
})
