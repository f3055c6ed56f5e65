import { describe, expect, test } from 'vitest'
import { everywhere } from './support/till'
import { at, minute } from './charges-support'

describe.each(everywhere)('one live charge at %s, on the %s database', (gateway, kind) => {
  test('a charge found paid on the way ends the order instead', async () => {
    const { charge, merchant, order, till } = await at(gateway, kind)
    const first = await charge()
    till.pay(first.body.chargeId)
    expect((await charge({ renew: true })).code).toBe('409 order_paid')
    expect((await merchant.read(order.orderNo)).body.status).toBe('paid')
  })

  test('what the gateway refuses is told with one code, and the order can be paid again', async () => {
    const { charge, till } = await at(gateway, kind)
    till.trouble.refuses('for good')
    const refused = await charge()
    expect(refused.code).toBe('502 gateway_rejected')
    expect(JSON.stringify(refused.body)).not.toMatch(/CHANNEL|NO_AUTH/)
    till.trouble.over()
    expect((await charge()).status).toBe(201)
  })

  test('a passing fault of the gateway says that trying again may help', async () => {
    const { charge, till } = await at(gateway, kind)
    till.trouble.refuses('for now')
    const failed = await charge()
    expect(failed.code).toBe('503 gateway_unavailable')
    expect(failed.retryAfter).not.toBeNull()
  })

  test('an answer that does not verify is not believed', async () => {
    const { charge, till } = await at(gateway, kind)
    till.trouble.untrusted()
    expect((await charge()).code).toBe('502 gateway_untrusted')
  })

  test('an order whose time ran out is not charged', async () => {
    const expiresAt = new Date(Date.now() + minute).toISOString()
    const { charge, advance } = await at(gateway, kind, { expiresAt })
    advance(minute + 1)
    expect((await charge()).code).toBe('409 order_closed')
  })

  test('two processes make one charge', async () => {
    const { anotherProcess, payer, order, charge, till } = await at(gateway, kind)
    const elsewhere = (await anotherProcess()).phone()
    for (const [name, value] of payer.cookies) elsewhere.cookies.set(name, value)
    const answers = await Promise.all([
      charge(),
      charge({}, elsewhere),
      charge(),
      charge({}, elsewhere),
    ])
    expect(new Set(answers.map((answer) => answer.body.chargeId)).size).toBe(1)
    expect(till.charges()).toHaveLength(1)
    expect(order.orderId).toBeTruthy()
  })

  test('a second tap is given the same charge', async () => {
    const { charge, till } = await at(gateway, kind)
    const first = await charge()
    const second = await charge()
    expect(second.status).toBe(200)
    const { chargeId, expiresAt, jsApiParams } = first.body
    expect(second.body).toMatchObject({ chargeId, expiresAt })
    expect(second.body.jsApiParams.package).toBe(jsApiParams.package)
    expect(till.charges()).toHaveLength(1)
  })

  test('where it cannot be closed, the payer’s own charge is given again', async () => {
    const { charge, till } = await at(gateway, kind)
    const first = await charge()
    till.trouble.closeRefused()
    const second = await charge({ renew: true })
    expect(second.status).toBe(200)
    expect(second.body.chargeId).toBe(first.body.chargeId)
  })
})
