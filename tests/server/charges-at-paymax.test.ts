import { describe, expect, test } from 'vitest'
import type { Problem } from '../../server/contract/problems'
import { atAnOrder } from './support/at-an-order'
import { openCheckout } from './support/checkout'
import { kinds } from './support/databases'
import { codeOf } from './support/phone'
import { at, minute } from './charges-support'

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
