import { describe, expect, test } from 'vitest'
import type { Charge } from '../../../server/contract/charges'
import type { Payment } from '../../../server/contract/payment'
import type { Problem } from '../../../server/contract/problems'
import type { Message } from '../../../mocks/sandbox/messages'
import { openCheckout } from '../support/checkout'
import { kinds, type Kind } from '../support/databases'

async function atWechatPay(kind: Kind, environment: Record<string, string> = {}) {
  const checkout = await openCheckout(kind, { GATEWAY: 'wechatpay', ...environment })
  const { wechatpay, faults } = checkout.sandbox
  const order = await checkout.merchant.placed({ amount: 1_000 })
  const payer = checkout.phone()
  await payer.signedIn(`checkout?order=${order.orderId}`)
  const path = `api/orders/${order.orderId}`
  const creates: Message[] = []
  let onCreate = () => {}
  checkout.sandbox.messages.subscribe((message) => {
    if (!message.path.endsWith('/jsapi')) return
    creates.push(message)
    onCreate()
  })
  return {
    ...checkout,
    wechatpay,
    faults,
    order,
    payer,
    charge: (body: object = {}) => payer.post<Charge & Problem>(`${path}/charges`, body),
    payment: async (wait = 0) => (await payer.get<Payment>(`${path}/payment?wait=${wait}`)).body,
    read: async () => (await checkout.merchant.read(order.orderNo)).body,
    creates: {
      bodies: () => creates.map(({ request }) => request),
      onEach(what: () => void) {
        onCreate = what
        return () => {
          onCreate = () => {}
        }
      },
    },
    /** The orders that WeChat Pay has. */
    theirs: () => wechatpay.orders().map(({ state }) => state),
  }
}

describe.each(kinds)('a payment at WeChat Pay, on the %s database', (kind) => {
  test('is made, opened with a sheet that checks out, and told by a sealed webhook', async () => {
    const { charge, wechatpay, read } = await atWechatPay(kind)
    const { status, body } = await charge()
    expect(status).toBe(201)
    expect(wechatpay.checksOut(body.jsApiParams)).toBe(true)
    wechatpay.pay(body.chargeId)
    await wechatpay.flushNotices()
    await expect.poll(read).toMatchObject({
      status: 'paid',
      amount: 1_000,
      incidents: [],
      charges: [{ status: 'succeeded' }],
    })
  })

  test('tells the payer’s address as it is, IPv6 too', async () => {
    const { phone, order, creates } = await atWechatPay(kind, { TRUST_PROXY: 'loopback' })
    const payer = phone({ 'x-forwarded-for': '2001:db8::7' })
    await payer.signedIn(`checkout?order=${order.orderId}`)
    await payer.post(`api/orders/${order.orderId}/charges`, {})
    expect(creates.bodies().join()).toContain('2001:db8::7')
  })

  test('is found by a query where every webhook is lost', async () => {
    const { charge, wechatpay, payment } = await atWechatPay(kind)
    const { body } = await charge()
    wechatpay.pay(body.chargeId)
    expect(await payment(20)).toMatchObject({ status: 'paid', chargeId: body.chargeId })
  })

  test('is given again with a sheet that is signed anew', async () => {
    const { charge, wechatpay, freeze, advance } = await atWechatPay(kind, {
      SESSION_TTL: '7200',
    })
    freeze()
    const first = await charge()
    advance(20 * 60_000)
    const again = await charge()
    expect(again).toMatchObject({ status: 200, body: { chargeId: first.body.chargeId } })
    expect(again.body.jsApiParams.package).toBe(first.body.jsApiParams.package)
    expect(again.body.jsApiParams.timeStamp).not.toBe(first.body.jsApiParams.timeStamp)
    expect(wechatpay.checksOut(again.body.jsApiParams)).toBe(true)
  })

  test('goes back, in two refunds at once and what is left in a third', async () => {
    const { charge, wechatpay, merchant, order, read, advance, freeze } = await atWechatPay(kind)
    const { body } = await charge()
    wechatpay.pay(body.chargeId)
    await wechatpay.flushNotices()
    await expect.poll(async () => (await read()).status).toBe('paid')
    freeze()
    const answers = await Promise.all([
      merchant.refund(order.orderNo, { amount: 300 }),
      merchant.refund(order.orderNo, { amount: 200 }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(await merchant.refund(order.orderNo, { amount: 501 })).toMatchObject({ status: 422 })
    const third = await merchant.refund(order.orderNo)
    expect(third).toMatchObject({ status: 201, body: { amount: 500 } })
    await expect
      .poll(
        async () => {
          advance(61_000)
          wechatpay.finishRefunds()
          await wechatpay.flushNotices()
          return read()
        },
        { timeout: 30_000, interval: 300 },
      )
      .toMatchObject({ status: 'refunded', amountRefunded: 1_000, incidents: [] })
  })
})

describe.each(['cut', '500'])('a create that is done and answered by %s', (how) => {
  test('is sent again with the same bytes, and the payer notices nothing', async () => {
    const { charge, faults, theirs, creates } = await atWechatPay('embedded')
    faults.set({ wxpay_done_unsaid: how })
    const stop = creates.onEach(() => faults.reset())
    expect(await charge()).toMatchObject({ status: 201 })
    stop()
    expect(theirs()).toEqual(['NOTPAY'])
    expect(creates.bodies()).toHaveLength(2)
    expect(new Set(creates.bodies()).size).toBe(1)
  })

  test('and never comes through in time is sent again when the payer asks again', async () => {
    const { charge, faults, theirs, creates, freeze, advance } = await atWechatPay('embedded')
    freeze()
    faults.set({ wxpay_done_unsaid: how })
    expect(await charge()).toMatchObject({ status: 503, body: { code: 'gateway_unavailable' } })
    expect(theirs()).toEqual(['NOTPAY'])
    faults.reset()
    advance(6_000)
    expect(await charge()).toMatchObject({ status: 201 })
    expect(theirs()).toEqual(['NOTPAY'])
    expect(new Set(creates.bodies()).size).toBe(1)
  })

  test('is sent again as it was, though its payer’s address is another by now', async () => {
    const { faults, creates, freeze, advance, payer, order } = await atWechatPay('embedded', {
      TRUST_PROXY: 'loopback',
    })
    const path = `api/orders/${order.orderId}/charges`
    const tapFrom = (address: string) => payer.post(path, {}, { 'x-forwarded-for': address })
    freeze()
    faults.set({ wxpay_done_unsaid: how })
    expect(await tapFrom('203.0.113.1')).toMatchObject({ status: 503 })
    faults.reset()
    advance(6_000)
    expect(await tapFrom('203.0.113.2')).toMatchObject({ status: 201 })
    expect(new Set(creates.bodies()).size).toBe(1)
  })

  test('is closed before another payer has one made', async () => {
    const { charge, faults, theirs, freeze, advance, phone, order, sandbox } =
      await atWechatPay('embedded')
    freeze()
    faults.set({ wxpay_done_unsaid: how })
    expect(await charge()).toMatchObject({ status: 503 })
    faults.reset()
    advance(13_000)
    const [, second] = sandbox.payers
    if (second) sandbox.wechat.holder = second
    const other = phone()
    await other.signedIn(`checkout?order=${order.orderId}`)
    expect(await other.post(`api/orders/${order.orderId}/charges`, {})).toMatchObject({
      status: 201,
    })
    expect(theirs().sort()).toEqual(['CLOSED', 'NOTPAY'])
  })

  test('is closed by the worker where nobody asks again', async () => {
    const { charge, faults, theirs, read, advance } = await atWechatPay('embedded')
    faults.set({ wxpay_done_unsaid: how })
    expect(await charge()).toMatchObject({ status: 503 })
    faults.reset()
    advance(13_000)
    await expect.poll(theirs, { timeout: 10_000 }).toEqual(['CLOSED'])
    await expect.poll(async () => (await read()).charges[0]?.status).toBe('closed')
  })
})

describe('a charge that is replaced', () => {
  test('is closed first, and seen closed', async () => {
    const { charge, theirs } = await atWechatPay('embedded')
    await charge()
    expect(await charge({ renew: true })).toMatchObject({ status: 201 })
    expect(theirs().sort()).toEqual(['CLOSED', 'NOTPAY'])
  })

  test('is given again where the close is answered 204 and closes nothing', async () => {
    const { charge, faults, theirs } = await atWechatPay('embedded')
    const first = await charge()
    faults.set({ wxpay_close_idle: true })
    const again = await charge({ renew: true })
    expect(again).toMatchObject({ status: 200, body: { chargeId: first.body.chargeId } })
    expect(theirs()).toEqual(['NOTPAY'])
  })

  test('is paid where its money came before the close', async () => {
    const { charge, wechatpay, theirs } = await atWechatPay('embedded')
    const first = await charge()
    wechatpay.pay(first.body.chargeId)
    expect(await charge({ renew: true })).toMatchObject({
      status: 409,
      body: { code: 'order_paid' },
    })
    expect(theirs()).toEqual(['SUCCESS'])
  })

  test('by the merchant’s close ends, and the order with it', async () => {
    const { charge, merchant, order, theirs } = await atWechatPay('embedded')
    await charge()
    expect(await merchant.close(order.orderNo)).toMatchObject({ body: { status: 'closed' } })
    expect(theirs()).toEqual(['CLOSED'])
  })
})

describe('what is not WeChat Pay’s word', () => {
  test.each(['unsigned', 'stale', 'stranger', 'tampered'])(
    'an answer that is %s pays nothing',
    async (bent) => {
      const { charge, wechatpay, faults, payment } = await atWechatPay('embedded')
      const { body } = await charge()
      faults.set({ wxpay_answers: bent })
      wechatpay.pay(body.chargeId)
      expect(await payment(2)).toMatchObject({ status: 'processing' })
      faults.reset()
      expect(await payment(20)).toMatchObject({ status: 'paid' })
    },
  )

  test.each(['tag', 'unsigned', 'stale', 'probe'])(
    'a webhook with a bad %s is turned away',
    async (bent) => {
      const { charge, wechatpay, faults, merchant } = await atWechatPay('embedded')
      const { body } = await charge()
      faults.set({ wxpay_notices: bent, wxpay_answers: 'unsigned' })
      wechatpay.pay(body.chargeId)
      const told = await wechatpay.sendNotice(body.chargeId)
      expect(told).not.toBeNull()
      expect(await merchant.metrics()).toMatch(/webhooks_refused\S*\{reason="/)
    },
  )
})

describe('money that comes twice', () => {
  test('goes back by itself, once', async () => {
    const { charge, wechatpay, read, faults } = await atWechatPay('embedded')
    const first = await charge()
    faults.set({ wxpay_close_idle: false })
    const second = await charge({ renew: true })
    wechatpay.pay(second.body.chargeId)
    await wechatpay.flushNotices()
    await expect.poll(async () => (await read()).status).toBe('paid')
    wechatpay.pay(first.body.chargeId)
    await wechatpay.flushNotices()
    await expect
      .poll(
        async () => {
          wechatpay.finishRefunds()
          await wechatpay.flushNotices()
          return read()
        },
        { timeout: 20_000, interval: 200 },
      )
      .toMatchObject({
        status: 'paid',
        incidents: [{ kind: 'double_success' }],
        refunds: [{ status: 'succeeded', amount: 1_000, automatic: true }],
      })
  })
})
