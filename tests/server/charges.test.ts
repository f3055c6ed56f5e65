import { describe, expect, test } from 'vitest'
import type { Problem } from '../../server/contract/problems'
import type { GatewayName } from '../../server/payments/core/records'
import { atAnOrder } from './support/at-an-order'
import { openCheckout } from './support/checkout'
import { kinds, type Kind } from './support/databases'
import { codeOf } from './support/phone'
import { everywhere, tillOf } from './support/till'

const minute = 60_000

/** A scene at a gateway, and what can be paid there. */
async function at(
  gateway: GatewayName,
  kind: Kind,
  order: object = {},
  environment: Record<string, string> = {},
) {
  const scene = await atAnOrder(kind, order, { GATEWAY: gateway, ...environment })
  const till = tillOf(scene.sandbox, gateway)
  const payable = () => till.charges().filter(({ state }) => state === 'payable').length
  return { ...scene, till, payable }
}

describe.each(everywhere)('one live charge at %s, on the %s database', (gateway, kind) => {
  test('the first tap makes a charge, with what the pay sheet takes', async () => {
    const { charge, sandbox } = await at(gateway, kind)
    const { status, body } = await charge()
    expect(status).toBe(201)
    expect(Object.keys(body.jsApiParams).sort()).toEqual(
      ['appId', 'nonceStr', 'package', 'paySign', 'signType', 'timeStamp'].sort(),
    )
    expect(body.jsApiParams.appId).toBe(sandbox.wechat.appId)
  })

  test('ten taps at once make one charge', async () => {
    const { charge, till } = await at(gateway, kind)
    const answers = await Promise.all(Array.from({ length: 10 }, () => charge()))
    expect(new Set(answers.map((answer) => answer.body.chargeId)).size).toBe(1)
    expect(till.charges()).toHaveLength(1)
  })

  test('renew says that the sheet refused the charge: it is replaced at once', async () => {
    const { charge, payable } = await at(gateway, kind)
    await charge()
    expect((await charge({ renew: true })).status).toBe(201)
    expect(payable()).toBe(1)
  })

  test('nobody’s sheet is pulled away mid-PIN: someone else waits for a young charge', async () => {
    const { charge, someoneElse, payable } = await at(gateway, kind)
    await charge()
    const refused = await charge({}, await someoneElse())
    expect(refused.code).toBe('409 charge_in_progress')
    expect(Number(refused.retryAfter)).toBeGreaterThan(200)
    expect(payable()).toBe(1)
  })

  test('someone else’s older charge is closed and replaced', async () => {
    const { charge, someoneElse, advance, payable } = await at(gateway, kind)
    await charge()
    const other = await someoneElse()
    advance(5 * minute + 1)
    expect((await charge({}, other)).status).toBe(201)
    expect(payable()).toBe(1)
  })

  test('a call that nobody tapped for closes nobody’s charge, however old', async () => {
    const { charge, someoneElse, advance } = await at(gateway, kind)
    await charge()
    const other = await someoneElse()
    advance(6 * minute)
    expect((await charge({ auto: true }, other)).code).toBe('409 charge_in_progress')
  })

  test('where someone else’s charge cannot be closed, the payer is told to wait', async () => {
    const { charge, someoneElse, advance, till } = await at(
      gateway,
      kind,
      {},
      { CHARGE_REUSE: '60', CHARGE_GRACE: '60' },
    )
    await charge()
    const other = await someoneElse()
    till.trouble.closeRefused()
    advance(2 * minute)
    expect((await charge({}, other)).code).toBe('409 charge_in_progress')
  })

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

describe.each(kinds)('a charge at Paymax, on the %s database', (kind) => {
  test('Paymax gets the openid of the session, fen as yuan, and none of the order’s two names', async () => {
    const { charge, sandbox, order } = await atAnOrder(kind)
    const { body } = await charge()
    const made = sandbox.paymax.chargeByNumber(body.chargeId)
    expect(made).toMatchObject({ amount: 3880, channel: 'wechat_wap' })
    expect(JSON.stringify(made?.extra)).toContain(sandbox.wechat.holder.openid)
    expect([order.orderId, order.orderNo]).not.toContain(made?.orderNo)
  })

  test('a second tap is given the same charge', async () => {
    const { charge } = await atAnOrder(kind)
    const first = await charge()
    const second = await charge()
    expect(second.status).toBe(200)
    expect(second.body).toEqual(first.body)
  })

  test('an older charge of the same payer is closed before another is made', async () => {
    const { charge, payable, advance } = await at('paymax', kind)
    const first = await charge()
    advance(5 * minute)
    const second = await charge()
    expect(second.status).toBe(201)
    expect(second.body.chargeId).not.toBe(first.body.chargeId)
    expect(payable()).toBe(1)
  })

  test('where WeChat refuses to close it, the payer’s own charge is given again', async () => {
    const { charge, sandbox, advance } = await atAnOrder(kind)
    const first = await charge()
    sandbox.faults.set({ close_refused: true })
    advance(4 * minute)
    const second = await charge()
    expect(second.status).toBe(200)
    expect(second.body.chargeId).toBe(first.body.chargeId)
  })

  test('a create call whose answer is lost may be tried again at once', async () => {
    const { charge, sandbox, order, merchant } = await atAnOrder(kind)
    sandbox.faults.set({ answer_lost: true })
    expect((await charge()).code).toBe('503 gateway_unavailable')
    sandbox.faults.reset()
    expect((await charge()).status).toBe(201)
    const { charges } = (await merchant.read(order.orderNo)).body
    expect(charges.map((one) => one.status)).toEqual(['lost', 'live'])
  })

  test('a charge ends with its order, but never under Paymax’s minimum', async () => {
    const expiresAt = new Date(Date.now() + minute).toISOString()
    const { charge } = await atAnOrder(kind, { expiresAt })
    const { body } = await charge()
    const life = Date.parse(body.expiresAt) - Date.now()
    expect(life).toBeGreaterThan(4 * minute)
    expect(life).toBeLessThan(6 * minute)
  })
})

describe('charging', () => {
  test('without a login, the way to one is told', async () => {
    const { merchant, phone } = await openCheckout('embedded')
    const { orderId } = await merchant.placed()
    const answer = await phone().post<Problem>(`api/orders/${orderId}/charges`, {})
    expect(codeOf(answer)).toBe('401 login_required')
    expect(answer.body.authorizeUrl).toContain(encodeURIComponent(`checkout?order=${orderId}`))
  })

  test('an order that does not exist is not charged', async () => {
    const { phone } = await openCheckout('embedded')
    const payer = phone()
    await payer.signedIn('checkout')
    expect(codeOf(await payer.post('api/orders/AAAAAAAAAAAAAAAAAAAAAA/charges', {}))).toBe(
      '404 order_not_found',
    )
  })

  test('an openid in the body is refused, not believed', async () => {
    const { charge, sandbox } = await atAnOrder('embedded')
    expect((await charge({ openid: sandbox.payers[1]?.openid })).code).toBe('400 invalid_request')
  })
})
