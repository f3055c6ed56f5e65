import { describe, expect, test } from 'vitest'
import type { Backend } from '../../server/backend'
import type { Charge } from '../../server/contract/charges'
import type { Order } from '../../server/contract/orders'
import type { GatewayName } from '../../server/payments/core/records'
import { kinds, type Kind } from './support/databases'
import { paidOrder, chargedOrder } from './support/paid-order'
import { codeOf } from './support/phone'
import { everywhere, tillOf } from './support/till'

/** A paid order at a gateway, and what has gone back there. */
async function paidAt(gateway: GatewayName, kind: Kind, order: object = {}) {
  const paid = await paidOrder(kind, order, { GATEWAY: gateway })
  const till = tillOf(paid.sandbox, gateway)
  return { ...paid, till, sentBack: () => till.charges().flatMap(({ refunds }) => refunds) }
}

/** Until the worker has forgotten what it forgets, and begun another round. */
async function houseIsKept({ payments: { repository } }: Backend): Promise<void> {
  const before = { ...repository }
  await new Promise<void>((resolve) => {
    let kept = false
    repository.bringBackDue = async (...given) => {
      const isMore = await before.bringBackDue(...given)
      kept = true
      return isMore
    }
    repository.whatIsDue = (...given) => {
      if (kept) resolve()
      return before.whatIsDue(...given)
    }
  })
  Object.assign(repository, before)
}

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

  test('keeps its key for as long as it is kept itself', async () => {
    const { merchant, order, advance, reads, backend, till, sentBack } = await paidAt(gateway, kind)
    const ask = () => merchant.refund(order.orderNo, { amount: 288 }, 'key-3')
    const first = await ask()
    await expect.poll(sentBack).toHaveLength(1)
    await till.finishRefunds()
    await reads({ refunds: [{ status: 'succeeded' }] })
    for (const days of [1, 30, 300]) {
      const kept = houseIsKept(backend)
      advance(days * 86_400_000 + 3_600_000)
      await kept
      expect((await ask()).body).toEqual(first.body)
      expect(codeOf(await merchant.refund(order.orderNo, { amount: 289 }, 'key-3'))).toBe(
        '422 idempotency_key_reused',
      )
    }
    expect(sentBack()).toHaveLength(1)
  })

  test('with the key of another order’s, whose number is as long, is refused', async () => {
    const { merchant, order, charge, phone, till, sentBack } = await paidAt(gateway, kind, {
      orderNo: 'A-1001',
    })
    const first = await merchant.refund('A-1001', { amount: 1000 }, 'key-4')
    const other = await merchant.placed({ orderNo: 'A-1002' })
    const payer = phone()
    await payer.signedIn(`checkout?order=${other.orderId}`)
    const { body } = await payer.post<Charge>(`api/orders/${other.orderId}/charges`, {})
    till.pay(body.chargeId)
    await payer.get(`api/orders/${other.orderId}/payment`)
    expect((await merchant.read('A-1002')).body.status).toBe('paid')
    // Also of an order that is not there: the key is known, and that is answered first.
    for (const orderNo of ['A-1002', 'A-1003', 'a-1001']) {
      const reused = await merchant.refund(orderNo, { amount: 1000 }, 'key-4')
      expect(codeOf(reused)).toBe('422 idempotency_key_reused')
    }
    for (const [amount, reason] of [
      [1001, '顾客取消'],
      [1000, '顾客取错'],
      [undefined, '顾客取消'],
    ]) {
      const reused = await merchant.refund('A-1001', { amount, reason }, 'key-4')
      expect(codeOf(reused)).toBe('422 idempotency_key_reused')
    }
    expect((await merchant.read('A-1002')).body.refunds).toEqual([])
    expect((await merchant.refund(order.orderNo, { amount: 1000 }, 'key-4')).body).toEqual(
      first.body,
    )
    await expect.poll(sentBack).toMatchObject([{ amount: 1000 }])
    expect(first.body.chargeId).toBe(charge.chargeId)
  })

  test('whose answer is lost is found by a query, and not sent again', async () => {
    const { merchant, order, reads, advance, till, sentBack } = await paidAt(gateway, kind)
    till.trouble.unsaid()
    await merchant.refund(order.orderNo, { amount: 1000 })
    await expect.poll(sentBack).toHaveLength(1)
    till.trouble.over()
    till.finishRefundsUntold()
    advance(15_000)
    await reads({ refunds: [{ status: 'succeeded', amount: 1000 }] })
    expect(sentBack()).toHaveLength(1)
  })

  test('that never arrived is sent again once it was looked for', async () => {
    const { merchant, order, reads, advance, till, sentBack } = await paidAt(gateway, kind)
    till.trouble.down('cut')
    await merchant.refund(order.orderNo)
    await reads({ refunds: [{ status: 'processing' }] })
    till.trouble.over()
    await expect
      .poll(
        () => {
          advance(10_000)
          return sentBack()
        },
        { timeout: 20_000, interval: 500 },
      )
      .toHaveLength(1)
  })

  test('that the gateway ends in failure is told, with an incident, and can be asked for again', async () => {
    const { merchant, order, reads, till, sentBack } = await paidAt(gateway, kind)
    await merchant.refund(order.orderNo)
    await expect.poll(sentBack).toHaveLength(1)
    till.trouble.refundsFail()
    await till.finishRefunds()
    await reads({
      status: 'paid',
      refunds: [
        {
          status: 'failed',
          failure: { code: 'refund_failed', gatewayCode: till.failedRefund },
        },
      ],
      incidents: [{ kind: 'refund_failed' }],
    })
    till.trouble.over()
    expect((await merchant.refund(order.orderNo)).status).toBe(201)
  })

  test('made in the gateway’s console is taken over from its webhook', async () => {
    const { order, charge, reads, merchant, till } = await paidAt(gateway, kind)
    till.refundByHand(charge.chargeId, 3880)
    await till.finishRefunds()
    await reads({
      status: 'refunded',
      refunds: [{ status: 'succeeded', amount: 3880, automatic: false, reason: null }],
    })
    expect(codeOf(await merchant.refund(order.orderNo, { amount: 1 }))).toBe(
      '422 refund_exceeds_paid',
    )
  })
})

describe.each(kinds)('a refund at Paymax, on the %s database', (kind) => {
  test('carries its reason', async () => {
    const { merchant, order, sandbox } = await paidOrder(kind)
    await merchant.refund(order.orderNo)
    await expect
      .poll(() => sandbox.paymax.charges().flatMap(({ refunds }) => refunds))
      .toMatchObject([{ description: '顾客取消' }])
  })

  test('may be of a part, and another part once that is through', async () => {
    const { merchant, order, till, sentBack, reads } = await paidAt('paymax', kind)
    await merchant.refund(order.orderNo, { amount: 1000 })
    expect(codeOf(await merchant.refund(order.orderNo, { amount: 500 }))).toBe(
      '409 refund_in_progress',
    )
    await expect.poll(sentBack).toHaveLength(1)
    await till.finishRefunds()
    await reads({ status: 'paid', refunds: [{ status: 'succeeded', amount: 1000 }] })
    expect(codeOf(await merchant.refund(order.orderNo, { amount: 2881 }))).toBe(
      '422 refund_exceeds_paid',
    )
    expect((await merchant.refund(order.orderNo)).body).toMatchObject({ amount: 2880 })
    await expect.poll(sentBack).toHaveLength(2)
    await till.finishRefunds()
    await reads({ status: 'refunded' })
    expect(codeOf(await merchant.refund(order.orderNo, { amount: 1 }))).toBe(
      '422 refund_exceeds_paid',
    )
  })

  test.each(['noise', 'zeros'])(
    'comes to its end, as the payment did, where sums are written with %s',
    async (sums) => {
      const { charge, merchant, order, sandbox, reads, payment } = await chargedOrder(kind)
      const till = tillOf(sandbox, 'paymax')
      const sentBack = () => till.charges().flatMap(({ refunds }) => refunds)
      sandbox.faults.set({ sums })
      sandbox.paymax.pay(charge.chargeId)
      await payment()
      await reads({ status: 'paid' })
      await merchant.refund(order.orderNo, { amount: 30 })
      await expect.poll(sentBack).toHaveLength(1)
      await till.finishRefunds()
      await reads({ status: 'paid', refunds: [{ status: 'succeeded', amount: 30 }] })
      expect((await merchant.refund(order.orderNo)).body).toMatchObject({ amount: 3850 })
      await expect.poll(sentBack).toHaveLength(2)
      await till.finishRefunds()
      await reads({ status: 'refunded' })
    },
  )
})

describe('a refund', () => {
  test('needs a key', async () => {
    const { merchant, order } = await paidOrder('embedded')
    expect(codeOf(await merchant.refund(order.orderNo, {}, ''))).toBe(
      '400 idempotency_key_required',
    )
  })

  test('of an order that is not paid', async () => {
    const { merchant, order } = await chargedOrder('embedded')
    expect(codeOf(await merchant.refund(order.orderNo))).toBe('409 order_not_paid')
  })

  test('of an order that does not exist', async () => {
    const { merchant } = await chargedOrder('embedded')
    expect(codeOf(await merchant.refund('nothing'))).toBe('404 order_not_found')
  })

  test.each([{ amount: 0 }, { amount: 1.5 }, { reason: '' }, { reason: '  ' }, { extra: 1 }])(
    'is refused where it makes no sense: %j',
    async (wrong) => {
      const { merchant, order } = await chargedOrder('embedded')
      expect(codeOf(await merchant.refund(order.orderNo, wrong))).toBe('400 invalid_request')
    },
  )
})
