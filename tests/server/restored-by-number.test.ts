/** A backup was put back, and the gateway can be asked by our own numbers what was made since. */
import { describe, expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { Problem } from '../../server/contract/problems'
import { openCheckout } from './support/checkout'
import { freshDatabase, kinds } from './support/databases'
import { codeOf, type Phone } from './support/phone'
import { lasting, loseOrders, putBack, restored } from './support/restored'

const day = 24 * 3_600_000
const wechatpay = { GATEWAY: 'wechatpay' }

const charge = (payer: Phone, orderId: string) =>
  payer.post<Charge>(`api/orders/${orderId}/charges`, {})

describe.each(kinds)('a backup put back at WeChat Pay, on the %s database', (kind) => {
  test('an order that nobody paid since is charged without the bill, one that was paid is not', async () => {
    const shop = await restored(kind, wechatpay, true, day)
    const { paidBefore, unpaid, charges, merchant, adopt, gatewayId } = shop
    expect((await charges(unpaid.orderId)).status).toBe(201)
    expect(await shop.rowsOf('restored_days')).toBe(0)

    expect(codeOf(await charges(paidBefore.orderId))).toBe('409 charge_in_progress')
    expect((await merchant.read(paidBefore.orderNo)).body).toMatchObject({
      status: 'unpaid',
      incidents: [{ kind: 'unknown_payment' }],
    })
    expect(await adopt(gatewayId)).toMatchObject({ exitCode: 0, error: '' })
    expect((await merchant.read(paidBefore.orderNo)).body).toMatchObject({ status: 'paid' })
  })

  test('what went back can be paid anew under the number that follows', async () => {
    const shop = await restored(kind, wechatpay, true, day)
    const { paidBefore, charges, adopt, gatewayId } = shop
    expect(codeOf(await charges(paidBefore.orderId))).toBe('409 charge_in_progress')
    expect(await adopt(gatewayId, true)).toMatchObject({ exitCode: 0 })
    const again = await charges(paidBefore.orderId)
    expect(again.status).toBe(201)
    expect((again.body as Charge).chargeId).not.toBe(gatewayId)
  })

  test('one that can still be paid is closed first, and one paid after it is found', async () => {
    const database = await freshDatabase(kind)
    const checkout = await openCheckout(kind, wechatpay, { database })
    checkout.advance(day)
    const RESTORED = new Date(checkout.now()).toISOString()
    const orders = [await checkout.merchant.placed(lasting(checkout.now()))]
    orders.push(await checkout.merchant.placed(lasting(checkout.now())))
    const payer = checkout.phone()
    const [open, paid] = orders
    if (!open || !paid) throw new Error('no orders')
    await payer.signedIn(`checkout?order=${open.orderId}`)
    const { body: sheet } = await charge(payer, open.orderId)
    await charge(payer, paid.orderId)
    const renewed = { renew: true }
    const second = await payer.post<Charge>(`api/orders/${paid.orderId}/charges`, renewed)
    expect(second.status).toBe(201)
    checkout.sandbox.wechatpay.pay(second.body.chargeId)
    await putBack(database)

    const other = await checkout.anotherProcess({ RESTORED })
    const phone = other.phone()
    await phone.signedIn(`checkout?order=${open.orderId}`)
    const fresh = await charge(phone, open.orderId)
    expect(fresh.status).toBe(201)
    expect(fresh.body.chargeId).not.toBe(sheet.chargeId)
    const states = checkout.sandbox.wechatpay.orders().map((one) => [one.outTradeNo, one.state])
    expect(states).toContainEqual([sheet.chargeId, 'CLOSED'])
    expect(codeOf(await charge(phone, paid.orderId))).toBe('409 charge_in_progress')
  })

  test('without an answer it is held', async () => {
    const shop = await restored(kind, wechatpay, true, day)
    const { unpaid, charges, sandbox } = shop
    sandbox.faults.set({ wxpay_down: '503' })
    const asked = shop.now()
    const held = await charges(unpaid.orderId)
    expect(codeOf(held)).toBe('409 charge_in_progress')
    const until = Date.parse((held.body as Problem).heldUntil ?? '')
    expect(until).toBeGreaterThan(asked)
    expect(until).toBeLessThanOrEqual(shop.now() + 30_000)
  })

  test('where numbers were random in the days before the backup, the bill alone tells', async () => {
    const { unpaid, charges } = await restored(kind, wechatpay, true, day - 60_000)
    expect(codeOf(await charges(unpaid.orderId))).toBe('409 charge_in_progress')
  })

  test('an order that was lost, paid, and placed again is not charged twice', async () => {
    const { database, paidBefore, other, payer, now } = await restored(kind, wechatpay, true, day)
    await loseOrders(database)
    const { orderNo } = paidBefore
    const again = await other.merchant.placed({ orderNo, ...lasting(now()) })
    expect(again.orderId).not.toBe(paidBefore.orderId)
    expect(codeOf(await charge(payer, again.orderId))).toBe('409 charge_in_progress')
    const { body } = await other.merchant.read(orderNo)
    expect(body).toMatchObject({ incidents: [{ kind: 'unknown_payment' }] })
    const fresh = await other.merchant.placed(lasting(now()))
    expect((await charge(payer, fresh.orderId)).status).toBe(201)
  })
})

test('at Paymax an order that was lost, paid, and placed again waits for the statement, which pays it', async () => {
  const shop = await restored('embedded')
  const { database, paidBefore, other, payer, now } = shop
  await loseOrders(database)
  const { orderNo } = paidBefore
  const again = await other.merchant.placed({ orderNo, ...lasting(now()) })
  expect(codeOf(await charge(payer, again.orderId))).toBe('503 gateway_unavailable')
  expect(codeOf(await charge(payer, again.orderId))).toBe('409 charge_in_progress')
  const fresh = await other.merchant.placed(lasting(now()))
  expect((await charge(payer, fresh.orderId)).status).toBe(201)
  shop.advance(37 * 3_600_000)
  const status = async () => (await other.merchant.read(orderNo)).body.status
  await expect.poll(status, { timeout: 20_000 }).toBe('paid')
}, 60_000)
