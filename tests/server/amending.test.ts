/** A merchant who says something else of an order, while somebody may begin to pay it. */
import { describe, expect, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { Order } from '../../server/contract/orders'
import { attemptBound } from '../../server/payments/charges/attempt-limit'
import { requestCharge } from '../../server/payments/charges/request-charge'
import type { CreateCharge } from '../../server/payments/core/gateway-calls'
import { openCheckout } from './support/checkout'
import { kinds } from './support/databases'
import { chargedOrder, paidOrder } from './support/paid-order'
import { codeOf } from './support/phone'
import { chargeRow, createdOf, openRepositories, orderRow, t0, withAnOrder } from './support/rows'
import { payable, rulesOver } from './support/told-paymax'

const { orderId } = orderRow
const tap = {
  orderId,
  openid: 'payer',
  clientIp: '127.0.0.1',
  renew: false,
  automatic: false,
}

describe.each(kinds)('an order that nobody has begun to pay, on the %s database', (kind) => {
  test('is amended, and what is left out stays', async () => {
    const { merchant, phone } = await openCheckout(kind)
    const before = await merchant.placed({ orderNo: 'M-1', metadata: { table: '3', waiter: 'x' } })
    const amendment = {
      subject: '会员季费',
      notifyUrl: 'https://shop.example.com/told',
      metadata: { table: '4' },
    }
    const { status, body } = await merchant.amend('M-1', amendment)
    expect(status).toBe(200)
    expect({ ...body, now: '' }).toEqual({ ...before, ...amendment, now: '' })
    const { body: seen } = await phone().get<Order>(`api/orders/${before.orderId}`)
    expect([seen.subject, seen.body]).toEqual(['会员季费', before.body])
    const expiresAt = new Date(Date.now() + 600_000).toISOString()
    const again = await merchant.amend('M-1', { body: '三个月', expiresAt, notifyUrl: null })
    expect(again.body).toMatchObject({ subject: '会员季费', body: '三个月', expiresAt })
    expect(again.body).toMatchObject({ notifyUrl: null, metadata: { table: '4' } })
  })

  test('is found by the request that placed it, as it is by now, and by no other', async () => {
    const { merchant } = await openCheckout(kind)
    await merchant.placed({ orderNo: 'M-1' })
    await merchant.amend('M-1', { subject: '会员季费' })
    const placedAgain = await merchant.place({ orderNo: 'M-1' })
    expect([placedAgain.status, placedAgain.body.subject]).toEqual([200, '会员季费'])
    const asAmended = await merchant.place({ orderNo: 'M-1', subject: '会员季费' })
    expect(codeOf(asAmended)).toBe('409 order_conflict')
  })

  test('can be given more time until its time is over, and then no more', async () => {
    const { merchant, freeze, advance } = await openCheckout(kind)
    freeze()
    const { expiresAt } = await merchant.placed({ orderNo: 'M-1', expiresIn: 60 })
    const later = { expiresAt: new Date(Date.parse(expiresAt) + 60_000).toISOString() }
    advance(59_999)
    expect((await merchant.amend('M-1', later)).body).toMatchObject({ status: 'unpaid', ...later })
    advance(60_001)
    const muchLater = { expiresAt: new Date(Date.parse(expiresAt) + 600_000).toISOString() }
    expect(codeOf(await merchant.amend('M-1', muchLater))).toBe('409 order_closed')
  })

  test('is amended by two at once, each in what it says', async () => {
    const repositories = await openRepositories(kind, 2)
    await repositories[0].insertOrder(orderRow)
    const [one, other] = repositories
    const done = await Promise.all([
      one.amendOrder(orderId, { subject: 'new' }, t0),
      other?.amendOrder(orderId, { body: 'new' }, t0),
    ])
    expect(done).toEqual([true, true])
    const amended = await one.orderById(orderId)
    expect(amended).toMatchObject({ subject: 'new', body: 'new', amendments: 2 })
  })
})

describe.each(kinds)('an order is not amended any more, on the %s database,', (kind) => {
  test('once it was charged, be the charge live or over', async () => {
    const { merchant, order, sandbox, charge, payment, read } = await chargedOrder(kind)
    expect(codeOf(await merchant.amend(order.orderNo, { body: 'x' }))).toBe('409 order_conflict')
    sandbox.paymax.fail(charge.chargeId, 'AMOUNT_NOT_ENOUGH')
    await payment()
    expect((await read()).charges).toMatchObject([{ status: 'failed' }])
    expect(codeOf(await merchant.amend(order.orderNo, { body: 'x' }))).toBe('409 order_conflict')
    expect(await read()).toMatchObject({ body: order.body })
  })

  test('once it has ended: closed, or paid', async () => {
    const { merchant, order } = await paidOrder(kind)
    expect(codeOf(await merchant.amend(order.orderNo, { body: 'x' }))).toBe('409 order_closed')
    await merchant.placed({ orderNo: 'M-1' })
    await merchant.close('M-1')
    expect(codeOf(await merchant.amend('M-1', { body: 'x' }))).toBe('409 order_closed')
    expect(codeOf(await merchant.amend('nothing', { body: 'x' }))).toBe('404 order_not_found')
  })
})

describe.each(kinds)('an amendment and a charge at once, on the %s database', (kind) => {
  test('one of the two wins, and the other finds nothing to do', async () => {
    const [one, other] = await openRepositories(kind, 2)
    for (let n = 0; n < 30; n += 1) {
      const names = { orderId: `o${n}`, orderNo: `N${n}` }
      await one.insertOrder({ ...orderRow, ...names })
      const charge = { ...chargeRow, ...names, chargeId: `c${n}` }
      const amend = () => one.amendOrder(names.orderId, { subject: 'new' }, t0)
      const begin = () => other?.beginCharge(charge, null, t0, attemptBound, 0)
      // Neither is always the first to ask.
      const early = n % 2 === 0 ? amend() : null
      const [begun, amended] = await Promise.all([begin(), early ?? amend()])
      expect([begun, amended]).toEqual(amended ? ['overtaken', true] : ['begun', false])
      expect(await one.orderById(names.orderId)).toMatchObject(
        amended
          ? { subject: 'new', lastChargeId: null }
          : { subject: orderRow.subject, lastChargeId: charge.chargeId },
      )
    }
  })

  test('amended after it was read for a charge: what is charged is the order as it is after', async () => {
    const repository = await withAnOrder(kind)
    const made: CreateCharge[] = []
    const { deps } = rulesOver(
      repository,
      { charge: payable },
      {
        createCharge: (charge) => {
          made.push(charge)
          const { gatewayId, jsApiParams } = createdOf(charge.chargeNumber)
          const told = { ...payable, gatewayId, chargeNumber: charge.chargeNumber }
          return Promise.resolve({ outcome: 'created', charge: told, jsApiParams })
        },
      },
    )
    const before = { ...repository }
    const end = t0 + 600_000
    let amended = 0
    repository.orderWithLastCharge = async (id) => {
      const found = await before.orderWithLastCharge(id)
      amended += 1
      // The second charge that is tried for finds it amended too; the third does not.
      if (amended < 3) {
        const subject = `amended ${amended}`
        await repository.amendOrder(
          orderId,
          { subject, expiresAt: end + amended },
          deps.clock.now(),
        )
      }
      return found
    }
    const { charge } = await requestCharge(deps, tap)
    expect(made).toMatchObject([{ subject: 'amended 2', expiresAt: end + 2 }])
    expect(charge.expiresAt).toBe(end + 2)
    expect(await repository.amendOrder(orderId, { subject: 'x' }, t0)).toBe(false)
  })

  test('on the wire: the merchant is refused, or the payer pays what it says now', async () => {
    const { merchant, phone, sandbox } = await openCheckout(kind)
    const payer = phone()
    await payer.signedIn('checkout')
    for (let n = 0; n < 5; n += 1) {
      const order = await merchant.placed()
      const [amended, charge] = await Promise.all([
        merchant.amend(order.orderNo, { subject: 'new' }),
        payer.post<Charge>(`api/orders/${order.orderId}/charges`, {}),
      ])
      expect(charge.status).toBe(201)
      const { body } = await merchant.read(order.orderNo)
      const told = sandbox.paymax.charges().find(({ orderNo }) => orderNo === charge.body.chargeId)
      expect(told?.subject).toBe(body.subject)
      expect(body.subject).toBe(amended.status === 200 ? 'new' : order.subject)
      if (amended.status !== 200) expect(codeOf(amended)).toBe('409 order_conflict')
    }
  })
})

describe('an amendment', () => {
  test.each([
    {},
    { amount: 1 },
    { orderNo: 'M-2' },
    { subject: '' },
    { subject: null },
    { notifyUrl: 'javascript:alert(1)' },
    { notifyUrl: 'https://' },
    { notifyUrl: 'https://shop:sesame@shop.example.com/' },
    { expiresAt: '2020-01-01T00:00:00Z' },
    { expiresAt: null },
    { metadata: { a: 1 } },
    { unknown: true },
  ])('is refused: %j', async (amendment) => {
    const { merchant } = await openCheckout('embedded')
    const { amount } = await merchant.placed({ orderNo: 'M-1' })
    expect(codeOf(await merchant.amend('M-1', amendment))).toBe('400 invalid_request')
    expect((await merchant.read('M-1')).body.amount).toBe(amount)
  })
})
