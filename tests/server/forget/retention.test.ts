/** Payers of long ago are forgotten by the worker, bit by bit, where a time was set. */
import { describe, expect, test } from 'vitest'
import { forgetAfter } from '../../../server/config/forget-after'
import { eraseOldPayers } from '../../../server/scheduled/erase-old-payers'
import { housekeepingTasks } from '../../../server/scheduled/housekeeping'
import { holdArchive, tryToHoldArchive } from '../../../server/store/engine/archive-lock'
import { createEraser } from '../../../server/store/forget/eraser'
import { openCheckout } from '../support/checkout'
import { kinds } from '../support/databases'
import { oldStore, later } from '../archive/shelf'
import { claimOf, refundRow, t0 } from '../support/rows'

const day = 86_400_000
const typed = { source: 'amount', openid: 'payer', subject: 'the shop', body: 'a remark' } as const

describe.each(kinds)('in the %s store', (kind) => {
  async function aged() {
    const store = await oldStore(kind)
    const eraser = createEraser({ kind, db: store.db })
    const naming = async () => {
      const orders = await store.db
        .selectFrom('orders')
        .select(['order_id', 'openid', 'body'])
        .execute()
      const charges = await store.db.selectFrom('charges').select(['order_id', 'openid']).execute()
      const of = (row: { order_id: string; openid: string | null }) =>
        row.openid === 'payer' ? [row.order_id] : []
      return {
        orders: orders.flatMap(of).sort(),
        charges: charges.flatMap(of).sort(),
        remarks: orders.filter((row) => row.body === 'a remark').length,
      }
    }
    return { ...store, eraser, naming }
  }

  test('who paid what is over longer ago than that is erased, so many at once, and nobody else', async () => {
    const { eraser, naming, paid, charged } = await aged()
    for (const name of ['a', 'b', 'c']) await paid(name, { ...typed, createdAt: t0 })
    await paid('young', { ...typed, createdAt: later })
    await charged('open', typed)
    expect(await eraser.forgetOlder(later, 2, later)).toBe(2)
    expect((await naming()).charges).toHaveLength(3)
    expect(await eraser.forgetOlder(later, 2, later)).toBe(1)
    expect(await eraser.forgetOlder(later, 2, later)).toBe(0)
    expect(await naming()).toEqual({
      orders: ['open', 'young'],
      charges: ['open', 'young'],
      remarks: 2,
    })
  })

  test('who is owed a refund stays until it has come', async () => {
    const { db, eraser, naming, paid, repository } = await aged()
    const { chargeId } = await paid('a')
    const refund = { ...refundRow, chargeId, orderId: 'a' }
    await repository.beginRefund(refund, claimOf(refund), 'one')
    expect(await eraser.forgetOlder(later, 10, later)).toBe(0)
    const success = { gatewayId: 're_1', amount: 100, succeededAt: t0 + day }
    await repository.refundSucceeded(refund.refundId, success)
    expect(await eraser.forgetOlder(later, 10, later)).toBe(1)
    expect((await naming()).charges).toEqual([])
    // The merchant's key still stands for its refund.
    expect(await db.selectFrom('idempotency_keys').selectAll().execute()).toHaveLength(1)
  })

  test('an order with an incident is forgotten too: its story needs no openid', async () => {
    const { eraser, paid, repository } = await aged()
    const { chargeId } = await paid('a')
    await repository.addIncident({
      key: 'k',
      orderId: 'a',
      chargeId,
      kind: 'late_payment',
      at: t0,
      detail: 'late',
    })
    expect(await eraser.forgetOlder(later, 10, later)).toBe(1)
    expect(await repository.incidentsOfOrders(['a'])).toHaveLength(1)
  })

  test('remarks of archived orders and webhooks that were given up go with their time', async () => {
    const { db, eraser, paid, archived, repository } = await aged()
    await paid('a', typed)
    await paid('b')
    await archived()
    const webhook = {
      rawBody: Buffer.from('{}'),
      headers: {},
      gateway: 'paymax' as const,
      receivedAt: t0,
    }
    await repository.keepWebhook({ ...webhook, key: 'given up' }, t0)
    await repository.scheduleWebhook('given up', null)
    await repository.keepWebhook({ ...webhook, key: 'waiting' }, t0)
    expect(await eraser.forgetLeftovers(t0, 10, later)).toBe(0)
    expect(await eraser.forgetLeftovers(later + day, 10, later)).toBe(1)
    const left = await db.selectFrom('archived_orders').select(['order_id', 'body']).execute()
    expect(left.sort((x, y) => (x.order_id < y.order_id ? -1 : 1))).toEqual([
      { order_id: 'a', body: 'the shop' },
      { order_id: 'b', body: '一年' },
    ])
    expect(await db.selectFrom('inbox').select('inbox_key').execute()).toEqual([
      { inbox_key: 'waiting' },
    ])
  })

  test('one payer of an order is forgotten, and another is not', async () => {
    const { db, eraser, paid, charged, repository } = await aged()
    const first = await charged('a')
    await repository.endCharge(first.chargeId, 'closed', { failure: null, nextCheckAt: null })
    await db.updateTable('charges').set({ openid: 'another' }).execute()
    await repository.closeOrder('a', first.chargeId)
    await paid('b', typed)
    await eraser.forget(['a', 'b'], 'payer', later)
    const charges = await db.selectFrom('charges').select(['order_id', 'openid']).execute()
    expect(charges.sort((x, y) => (x.order_id < y.order_id ? -1 : 1))).toEqual([
      { order_id: 'a', openid: 'another' },
      { order_id: 'b', openid: '' },
    ])
  })

  test('nothing is erased while a command is at work on the archive’s files, and later it is', async () => {
    const { db, location, naming, paid } = await aged()
    await paid('a', { ...typed, createdAt: t0 })
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const config = { forgetAfter: 7 * day, database: location }
    const [erase] = housekeepingTasks(config, { kind, db }, log)
    const now = later + 7 * day
    const lock = await holdArchive(location)
    // It may not wait either: payments do, as long as the worker’s round lasts.
    expect(await erase?.(now)).toBe(false)
    expect((await naming()).charges).toEqual(['a'])
    await lock.release()
    expect(await erase?.(now)).toBe(false)
    expect((await naming()).charges).toEqual([])
    // It is free again for the commands.
    const next = await tryToHoldArchive(location)
    expect(next).not.toBeNull()
    await next?.release()
  })

  test('a round that failed does not keep the archive’s lock', async () => {
    const { db, location } = await oldStore(kind)
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const [erase] = housekeepingTasks(
      { forgetAfter: 7 * day, database: location },
      { kind, db },
      log,
    )
    await db.schema.dropTable('inbox').execute()
    await expect(erase?.(later)).rejects.toThrow()
    const next = await tryToHoldArchive(location)
    expect(next).not.toBeNull()
    await next?.release()
  })

  test.each([
    ['7', '…'],
    ['', 'o'],
  ])('the worker does so with FORGET_AFTER_DAYS=%s', async (days, begins) => {
    const { merchant, phone, sandbox, advance, freeze } = await openCheckout(kind, {
      FORGET_AFTER_DAYS: days,
    })
    freeze()
    const { orderId } = await merchant.placed({ orderNo: 'A-1' })
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    await payer.post(`api/orders/${orderId}/charges`, {})
    sandbox.paymax.pay(sandbox.paymax.charges()[0]?.id ?? '')
    await sandbox.paymax.flushWebhooks()
    const read = async () => (await merchant.read('A-1')).body
    await expect.poll(read, { timeout: 20_000 }).toMatchObject({ status: 'paid' })
    advance(9 * day)
    // Whatever the worker does, it has done once another order's time has run out.
    const { orderNo } = await merchant.placed({ expiresIn: 60 })
    advance(61_000)
    await expect
      .poll(async () => (await merchant.read(orderNo)).body.status, { timeout: 20_000 })
      .toBe('closed')
    const openidOf = async () => (await read()).charges[0]?.openid.slice(0, 1)
    await expect.poll(openidOf, { timeout: 20_000 }).toBe(begins)
  })
})

test('the worker comes back for more until there is none', async () => {
  const counts = [200, 3]
  const chore = eraseOldPayers(
    {
      forgetOlder: () => Promise.resolve(counts.shift() ?? 0),
      forgetLeftovers: () => Promise.resolve(0),
      emptyLog: () => Promise.resolve(true),
    },
    7 * day,
    { info: () => {}, warn: () => {}, error: () => {} },
  )
  expect([await chore(later), await chore(later)]).toEqual([true, false])
})

test.each(['6', '0', '3651', 'a week'])('a time of %j days is refused', (days) => {
  expect(() => forgetAfter({ FORGET_AFTER_DAYS: days })).toThrow(/from 7 to 3650/)
})
