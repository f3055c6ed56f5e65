import { describe, expect, test } from 'vitest'
import type { Backend } from '../../server/backend'
import type { Charge } from '../../server/contract/charges'
import { codeOf } from './support/phone'
import { everywhere } from './support/till'
import { paidAt } from './refunds-support'

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
})
