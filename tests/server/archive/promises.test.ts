/** What was promised of an order holds after its rows were moved out of the store. */
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../server/config/config'
import type { Charge } from '../../../server/contract/charges'
import type { Order } from '../../../server/contract/orders'
import type { Problem } from '../../../server/contract/problems'
import { createArchiveStore } from '../../../server/store/archive/archive'
import { openDatabase } from '../../../server/store/engine/database'
import { kinds, type Kind } from '../support/databases'
import { paidOrder, type ChargedOrder } from '../support/paid-order'

const later = Date.now() + 400 * 86_400_000

/** A paid order whose rows are moved beside the running backend. */
async function archivedOrder(kind: Kind, refundKey?: string): Promise<ChargedOrder> {
  const paid = await paidOrder(kind, { orderNo: 'OLD-1', amount: 3880, body: '一年' })
  if (refundKey !== undefined) {
    await paid.merchant.refund('OLD-1', {}, refundKey)
    await paid.reads({ refunds: [{ status: 'processing' }] })
    await expect
      .poll(() => {
        paid.sandbox.paymax.finishRefunds()
        return paid.read()
      })
      .toMatchObject({ status: 'refunded' })
  }
  await paid.sandbox.paymax.flushWebhooks()
  const beside = openDatabase(readConfig({ ...paid.environment }).database)
  try {
    const archiveStore = createArchiveStore(beside)
    // Its webhook may be applying just now: then it stays, until it is looked at again.
    await expect
      .poll(async () =>
        archiveStore.take(await archiveStore.finished(later, null, 10), later, later),
      )
      .toBe(1)
  } finally {
    await beside.db.destroy()
  }
  return paid
}

describe.each(kinds)('an archived order of the %s store', (kind) => {
  test('is still paid to whoever has its link, and cannot be paid again', async () => {
    const { order, payer, payment } = await archivedOrder(kind)
    const path = `api/orders/${order.orderId}`
    expect((await payer.get<Order>(path)).body).toMatchObject({
      orderNo: 'OLD-1',
      status: 'paid',
      amount: 3880,
      subject: order.subject,
    })
    expect(await payment()).toMatchObject({ status: 'paid', chargeId: null, mine: null })
    const again = await payer.post<Problem>(`${path}/charges`, {})
    expect([again.status, again.body.code]).toEqual([409, 'order_paid'])
  })

  test('keeps its number: the same order again is the same, another one a conflict', async () => {
    const { merchant, order } = await archivedOrder(kind)
    const same = await merchant.place({ orderNo: 'OLD-1', amount: 3880, body: '一年' })
    expect([same.status, same.body.orderId]).toEqual([200, order.orderId])
    const other = await merchant.place({ orderNo: 'OLD-1', amount: 1 })
    expect(other).toMatchObject({ status: 409, body: { code: 'order_conflict' } })
  })

  test('is read by its number, is in no list, and neither closed nor refunded from here', async () => {
    const { merchant } = await archivedOrder(kind)
    const read = await merchant.read('OLD-1')
    expect(read.body).toMatchObject({ status: 'paid', charges: [], refunds: [], incidents: [] })
    expect((await merchant.list()).body.orders).toEqual([])
    expect(await merchant.close('OLD-1')).toMatchObject({ body: { code: 'order_paid' } })
    expect(await merchant.refund('OLD-1')).toMatchObject({
      status: 409,
      body: { code: 'order_archived' },
    })
  })

  test('takes its keys along: its refund is not made again, and they are free for other orders', async () => {
    const { merchant, phone, sandbox } = await archivedOrder(kind, 'of its refund')
    expect(await merchant.refund('OLD-1', {}, 'of its refund')).toMatchObject({
      status: 409,
      body: { code: 'order_archived' },
    })
    const { orderId } = await merchant.placed({ orderNo: 'NEW-1' })
    const payer = phone()
    await payer.signedIn('checkout')
    const { body } = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
    sandbox.paymax.pay(body.chargeId)
    await payer.get(`api/orders/${orderId}/payment`)
    const other = await merchant.refund('NEW-1', {}, 'of its refund')
    expect(other.status).toBe(201)
    const again = await merchant.refund('NEW-1', {}, 'of its refund')
    expect(again).toMatchObject({ status: 201, body: { refundId: other.body.refundId } })
  })

  test('makes no incident of what Paymax says of it later', async () => {
    const { merchant, sandbox, charge, log } = await archivedOrder(kind)
    const heard = () => log.filter((line) => line.includes('a word about an archived charge'))
    await sandbox.paymax.sendWebhook(charge.chargeId)
    await expect.poll(() => heard().length).toBeGreaterThan(0)
    sandbox.paymax.refundByHand(charge.chargeId, 3880)
    sandbox.paymax.finishRefunds()
    await sandbox.paymax.flushWebhooks()
    await expect.poll(() => heard().length).toBeGreaterThan(1)
    expect(await merchant.metrics()).not.toMatch(/^checkout_incidents\{.*\} [1-9]/m)
  })
})
