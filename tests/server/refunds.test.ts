import { describe, expect, test } from 'vitest'
import type { Order } from '../../server/contract/orders'
import { codeOf } from './support/phone'
import { everywhere } from './support/till'
import { paidAt } from './refunds-support'

describe.each(everywhere)('a refund at %s, on the %s database', (gateway, kind) => {
  test('sends the whole payment back, and the order becomes refunded', async () => {
    const { merchant, order, charge, reads, till, sentBack } = await paidAt(gateway, kind)
    const asked = await merchant.refund(order.orderNo)
    expect(asked.status).toBe(201)
    expect(asked.body).toMatchObject({
      chargeId: charge.chargeId,
      amount: 3880,
      status: 'processing',
      reason: '顾客取消',
      automatic: false,
    })
    await expect.poll(sentBack).toHaveLength(1)
    expect(sentBack()).toMatchObject([{ amount: 3880, refundId: asked.body.refundId }])
    await till.finishRefunds()
    await reads({ status: 'refunded', refunds: [{ status: 'succeeded', amount: 3880 }] })
  })

  test('is found finished without its webhook', async () => {
    const { merchant, order, reads, advance, till, sentBack } = await paidAt(gateway, kind)
    await merchant.refund(order.orderNo)
    await reads({ refunds: [{ status: 'processing' }] })
    await expect.poll(sentBack).toHaveLength(1)
    till.finishRefundsUntold()
    advance(30_000)
    await reads({ status: 'refunded', refunds: [{ status: 'succeeded' }] })
  })

  test('is told to whoever reads the order, how much of it has gone back', async () => {
    const { merchant, order, charge, reads, payer, payment, phone, advance, till, sentBack } =
      await paidAt(gateway, kind)
    const told = async (who = payer) =>
      (await who.get<Order>(`api/orders/${order.orderId}`)).body.amountRefunded
    expect(await told()).toBe(0)
    expect(await payment()).toMatchObject({ amountRefunded: 0, mine: { refund: null } })

    // Under way, it may still fail.
    await merchant.refund(order.orderNo, { amount: 1000 })
    await expect.poll(sentBack).toHaveLength(1)
    await reads({ amountRefunded: 0, refunds: [{ status: 'processing' }] })
    expect(await told()).toBe(0)
    const refund = { reason: '顾客取消', amount: 1000 }
    expect(await payment()).toMatchObject({
      amountRefunded: 0,
      mine: { refund: { ...refund, status: 'processing' } },
    })

    await till.finishRefunds()
    await reads({ status: 'paid', amountRefunded: 1000 })
    expect(await told()).toBe(1000)
    expect(await told(phone())).toBe(1000)
    expect(await payment()).toMatchObject({
      amountRefunded: 1000,
      mine: { chargeId: charge.chargeId, refund: { ...refund, status: 'succeeded' } },
    })

    // WeChat Pay wants a minute between two refunds of one order.
    advance(61_000)
    await merchant.refund(order.orderNo)
    await expect.poll(sentBack).toHaveLength(2)
    await till.finishRefunds()
    await reads({ status: 'refunded', amountRefunded: 3880 })
    expect(await told()).toBe(3880)
  })

  test('comes with the login as well', async () => {
    const { merchant, order, reads, phone, till, sentBack } = await paidAt(gateway, kind)
    await merchant.refund(order.orderNo, { amount: 1000 })
    await expect.poll(sentBack).toHaveLength(1)
    await till.finishRefunds()
    await reads({ amountRefunded: 1000 })
    const { checkout } = await phone().signedIn(`checkout?order=${order.orderId}`)
    expect(checkout?.order.amountRefunded).toBe(1000)
  })

  test('is made once, however often and however many at once ask with the same key', async () => {
    const { merchant, order, reads, till, sentBack } = await paidAt(gateway, kind)
    const ask = () => merchant.refund(order.orderNo, { amount: 1000 }, 'key-1')
    const answers = await Promise.all(Array.from({ length: 7 }, ask))
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 7 }, () => 201))
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    await expect.poll(sentBack).toHaveLength(1)
    await till.finishRefunds()
    await reads({ refunds: [{ status: 'succeeded' }] })
    expect((await ask()).body).toEqual(answers[0]?.body)
    expect(sentBack()).toHaveLength(1)
  })

  test('a key answers the same through a restart, and another request not at all', async () => {
    const { merchant, order, anotherProcess } = await paidAt(gateway, kind)
    const first = await merchant.refund(order.orderNo, { amount: 1000 }, 'key-2')
    await anotherProcess()
    expect((await merchant.refund(order.orderNo, { amount: 1000 }, 'key-2')).body).toEqual(
      first.body,
    )
    expect(codeOf(await merchant.refund(order.orderNo, { amount: 999 }, 'key-2'))).toBe(
      '422 idempotency_key_reused',
    )
  })

  test('is made once, with one key at once on two processes', async () => {
    const { merchant, order, anotherProcess, sentBack } = await paidAt(gateway, kind)
    const both = [merchant, (await anotherProcess()).merchant]
    const ask = (n: number) =>
      (both[n % 2] ?? merchant).refund(order.orderNo, { amount: 1000 }, 'key-1')
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => ask(n)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.refundId}`)).size).toBe(1)
    const wrong = both.map((one, n) => one.refund(order.orderNo, { amount: 999 - n }, 'key-1'))
    expect((await Promise.all(wrong)).map(codeOf)).toEqual([
      '422 idempotency_key_reused',
      '422 idempotency_key_reused',
    ])
    await expect.poll(sentBack).toHaveLength(1)
  })
})
