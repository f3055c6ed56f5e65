import { describe, expect, test } from 'vitest'
import type { Payment } from '../../server/contract/payment'
import { receiveWebhook } from '../../server/payments/events/receive-webhook'
import { openCheckout } from './support/checkout'
import { kinds } from './support/databases'
import { chargedOrder } from './support/paid-order'
import { codeOf } from './support/phone'

const minute = 60_000

describe.each(kinds)('the status query, on the %s database', (kind) => {
  test('answers when the time is up, still not knowing', async () => {
    const { payment } = await chargedOrder(kind)
    expect((await payment('?wait=1')).status).toBe('processing')
  })

  test('says when Paymax last spoke', async () => {
    const { payment } = await chargedOrder(kind)
    const { checkedAt, now } = await payment()
    expect(Date.parse(now) - Date.parse(checkedAt ?? '')).toBeLessThan(5_000)
  })

  test('asks no more often for a hundred waiting than for one', async () => {
    const { payment, sandbox, freeze, advance } = await chargedOrder(kind)
    const queries = () =>
      sandbox.messages.list().filter(({ path }) => /\/charges\/ch_\w+$/.test(path)).length
    freeze()
    await Promise.all(Array.from({ length: 100 }, () => payment()))
    expect(queries()).toBe(1)
    advance(1_000)
    await Promise.all(Array.from({ length: 100 }, () => payment()))
    expect(queries()).toBe(2)
  })

  test('an event that lacks what applying compares is found out by a query', async () => {
    const { payment, sandbox, charge } = await chargedOrder(kind)
    sandbox.faults.set({ bare_events: true })
    const waiting = payment('?wait=25')
    sandbox.paymax.pay(charge.chargeId)
    await sandbox.paymax.flushWebhooks()
    expect((await waiting).status).toBe('paid')
  })

  test('a webhook with another amount moves nothing', async () => {
    const { payment, merchant, order, sandbox, charge } = await chargedOrder(kind)
    const sent = await sandbox.paymax.sendWebhook(charge.chargeId, {
      data: { status: 'SUCCEED', amount: 0.01 },
    })
    expect(sent.tries.at(-1)?.answer?.status).toBe(200)
    expect((await payment()).status).toBe('processing')
    expect((await merchant.read(order.orderNo)).body.status).toBe('processing')
  })

  test('a forged webhook is refused', async () => {
    const { payment, sandbox, charge } = await chargedOrder(kind)
    const sent = await sandbox.paymax.sendWebhook(charge.chargeId, {
      data: { status: 'SUCCEED' },
      forged: true,
    })
    expect(sent.tries.at(-1)?.answer?.status).toBe(401)
    expect((await payment()).status).toBe('processing')
  })

  test('a late event of before never takes a paid order back', async () => {
    const { payment, sandbox, charge } = await chargedOrder(kind)
    sandbox.paymax.pay(charge.chargeId)
    expect((await payment()).status).toBe('paid')
    await sandbox.paymax.sendWebhook(charge.chargeId, { data: { status: 'PROCESSING' } })
    await sandbox.paymax.sendWebhook(charge.chargeId, { data: { status: 'FAILED' } })
    await sandbox.paymax.flushWebhooks()
    expect((await payment()).status).toBe('paid')
  })

  test('a charge that failed is told with its reason, and the order can be paid again', async () => {
    const { payment, sandbox, charge, payer, order } = await chargedOrder(kind)
    sandbox.paymax.fail(charge.chargeId, 'AMOUNT_NOT_ENOUGH')
    expect(await payment()).toMatchObject({
      status: 'failed',
      failure: { code: 'balance' },
    })
    const again = await payer.post(`api/orders/${order.orderId}/charges`, {})
    expect(again.status).toBe(201)
  })

  test('a charge whose time ran out is told as expired, not as turned down by the bank', async () => {
    const { payment, advance } = await chargedOrder(kind)
    advance(31 * minute)
    await expect.poll(payment).toMatchObject({ status: 'failed', failure: { code: 'expired' } })
  })

  test('anyone with the link may ask, and reads nothing of whose money it was', async () => {
    const { phone, order, charge, sandbox } = await chargedOrder(kind)
    sandbox.paymax.pay(charge.chargeId)
    const answer = await phone().get<Payment>(`api/orders/${order.orderId}/payment`)
    expect(answer.body).toMatchObject({ status: 'paid', mine: null })
    expect(JSON.stringify(answer.body)).not.toContain('oSandbox')
  })

  test('money that comes after an order merely ran out is honoured', async () => {
    const expiresAt = new Date(Date.now() + 5 * minute).toISOString()
    const { merchant, order, advance, sandbox, charge } = await chargedOrder(kind, { expiresAt })
    advance(20 * minute)
    const status = async () => (await merchant.read(order.orderNo)).body.status
    await expect.poll(status, { timeout: 10_000 }).toBe('closed')
    await sandbox.paymax.sendWebhook(charge.chargeId, {
      data: { status: 'SUCCEED', time_paid: Date.now() },
    })
    await expect.poll(status, { timeout: 10_000 }).toBe('paid')
  })

  test('a lost charge is still applied when its webhook comes', async () => {
    const { merchant, sandbox, phone } = await openCheckout(kind)
    const { orderId, orderNo } = await merchant.placed()
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    sandbox.faults.set({ answer_lost: true })
    await payer.post(`api/orders/${orderId}/charges`, {})
    sandbox.faults.reset()
    const [lost] = sandbox.paymax.charges()
    sandbox.paymax.pay(lost?.id ?? '')
    await sandbox.paymax.flushWebhooks()
    await expect
      .poll(async () => (await merchant.read(orderNo)).body.status, { timeout: 10_000 })
      .toBe('paid')
  })

  test('an event acknowledged by a process that then ended is applied by another', async () => {
    const { merchant, order, sandbox, charge, backend } = await chargedOrder(kind)
    sandbox.paymax.pay(charge.chargeId)
    const [event] = sandbox.paymax.webhooks()
    if (!event) throw new Error('no webhook was made')
    const rawBody = Buffer.from(event.body)
    await receiveWebhook(backend.payments, 'paymax', rawBody, { sign: event.sign })
    await expect
      .poll(async () => (await merchant.read(order.orderNo)).body.status, { timeout: 15_000 })
      .toBe('paid')
  })
})

describe('the status query', () => {
  test.each(['26', '-1', 'x', '1.5'])('refuses wait=%s', async (wait) => {
    const { merchant, phone } = await openCheckout('embedded')
    const { orderId } = await merchant.placed()
    const answer = await phone().get(`api/orders/${orderId}/payment?wait=${wait}`)
    expect(codeOf(answer)).toBe('400 invalid_request')
  })

  test('of an order nobody has', async () => {
    const { phone } = await openCheckout('embedded')
    const answer = await phone().get('api/orders/AAAAAAAAAAAAAAAAAAAAAA/payment')
    expect(codeOf(answer)).toBe('404 order_not_found')
  })
})
