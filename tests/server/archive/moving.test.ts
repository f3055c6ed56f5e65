import { describe, expect, test } from 'vitest'
import {
  answersTo,
  claimOf,
  createdOf,
  openingRow,
  successOf,
  orderRow,
  refundRow,
  t0,
} from '../support/rows'
import { kinds } from '../support/databases'
import { createArchiveFile } from '../../../server/commands/archive/archive-file'
import { later, oldStore, temporaryFolder } from './shelf'

const day = 86_400_000

describe.each(kinds)('an old order of the %s store', (kind) => {
  test('is moved with its charge and its refunds, and can be read back', async () => {
    const { db, repository, paid, archived } = await oldStore(kind)
    const charge = await paid('a')
    const refund = { ...refundRow, chargeId: charge.chargeId, orderId: 'a' }
    await repository.beginRefund(refund, claimOf(refund), 'one')
    const success = { gatewayId: 're_1', amount: 100, succeededAt: t0 + day }
    await repository.refundSucceeded(refund.refundId, success)
    const rows = {
      order: await db.selectFrom('orders').selectAll().executeTakeFirst(),
      charges: await db.selectFrom('charges').selectAll().execute(),
      refunds: await db.selectFrom('refunds').selectAll().execute(),
    }
    const { outcome, lines } = await archived()
    expect(outcome).toEqual({ moved: 1, stayed: 0 })
    expect(lines).toEqual([{ archive: 1, archivedAt: new Date(later).toISOString(), ...rows }])
    expect(await repository.orderWithLastCharge('a')).toMatchObject({ last: null, refunded: 100 })
    for (const table of ['orders', 'charges', 'refunds', 'idempotency_keys'] as const) {
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
    }
  })

  test('had gone back whole, even where it was archived before that was kept', async () => {
    const { db, repository, paid, archived } = await oldStore(kind)
    const charge = await paid('a')
    const refund = { ...refundRow, chargeId: charge.chargeId, orderId: 'a', amount: charge.amount }
    await repository.beginRefund(refund, claimOf(refund), 'one')
    const success = { gatewayId: 're_1', amount: charge.amount, succeededAt: t0 + day }
    await repository.refundSucceeded(refund.refundId, success)
    await archived()
    await db.updateTable('archived_orders').set({ refunded: 0 }).execute()
    expect(await repository.ordersWithLastCharge(['a'])).toMatchObject([
      { refunded: charge.amount },
    ])
  })

  test('says what went back of the charge that paid it, whichever came last', async () => {
    const { repository, charged, archived } = await oldStore(kind)
    const first = await charged('a')
    await repository.endCharge(first.chargeId, 'closed', { failure: null, nextCheckAt: null })
    const second = { ...first, chargeId: 'c-second' }
    await repository.beginCharge(second, first.chargeId, t0)
    await repository.chargeCreated(second.chargeId, createdOf(second.chargeId))
    await repository.endCharge(second.chargeId, 'closed', { failure: null, nextCheckAt: null })
    await repository.recordSuccess(first.chargeId, successOf(first.chargeId), answersTo(first))
    const refund = { ...refundRow, chargeId: first.chargeId, orderId: 'a' }
    await repository.beginRefund(refund, claimOf(refund), 'one')
    const success = { gatewayId: 're_1', amount: 100, succeededAt: t0 + day }
    await repository.refundSucceeded(refund.refundId, success)
    const told = { order: { state: 'paid' }, refunded: 100 }
    expect(await repository.orderWithLastCharge('a')).toMatchObject({
      ...told,
      last: { chargeId: 'c-second' },
    })
    expect((await archived()).outcome).toMatchObject({ moved: 1 })
    expect(await repository.orderWithLastCharge('a')).toMatchObject({ ...told, last: null })
  })

  test('takes along its slot and the keys that stand for it, and no others', async () => {
    const { db, repository, archived } = await oldStore(kind)
    for (const name of ['a', 'b']) {
      const opening = openingRow({ orderId: name, orderNo: `P-${name}`, openid: name })
      await repository.openInSlot(opening)
      const again = { ...opening.claim, key: `another key of ${name}` }
      await repository.openInSlot({ ...opening, claim: again })
    }
    await repository.closeOrder('a', null)
    expect((await archived()).outcome).toEqual({ moved: 1, stayed: 0 })
    const slots = await db.selectFrom('order_slots').select('order_id').execute()
    expect(slots).toEqual([{ order_id: 'b' }])
    const keys = await db.selectFrom('idempotency_keys').select('stands_for').execute()
    expect(keys).toEqual([{ stands_for: 'b' }, { stands_for: 'b' }])
  })

  test('is moved whether or not it was ever paid, batch after batch', async () => {
    const { repository, archived } = await oldStore(kind)
    for (let n = 0; n < 230; n += 1) {
      await repository.insertOrder({ ...orderRow, orderId: `o${n}`, orderNo: `N-${n}` })
    }
    await repository.closeExpiredOrders(later, 1_000)
    const { outcome, lines } = await archived()
    expect(outcome).toEqual({ moved: 230, stayed: 0 })
    expect(new Set(lines.map(({ order }) => order.order_id)).size).toBe(230)
  })

  test.each([
    ['is open', 'open'],
    ['has a charge that is watched', 'watched'],
    ['has a refund under way', 'refund'],
    ['has an incident', 'incident'],
    ['was refunded since', 'refunded since'],
    ['is younger', 'younger'],
  ] as const)('stays where it %s', async (_what, doubt) => {
    const { repository, charged, paid, archived } = await oldStore(kind)
    let before = later
    if (doubt === 'open') await charged('a')
    else if (doubt === 'watched') {
      const { chargeId } = await charged('a')
      await repository.endCharge(chargeId, 'closed', { failure: null, nextCheckAt: t0 })
      await repository.closeOrder('a', chargeId)
    } else {
      const charge = await paid('a')
      const refund = { ...refundRow, chargeId: charge.chargeId, orderId: 'a' }
      const { incident } = answersTo(charge).second
      if (doubt === 'incident') await repository.addIncident({ ...incident, orderId: 'a' })
      else if (doubt === 'younger') before = t0
      else await repository.beginRefund(refund, claimOf(refund), 'one')
      const success = { gatewayId: 're_1', amount: 100, succeededAt: later }
      if (doubt === 'refunded since') await repository.refundSucceeded(refund.refundId, success)
    }
    expect(await archived(before)).toEqual({ outcome: { moved: 0, stayed: 0 }, lines: [] })
  })

  test('is in the file and in the store where the command was killed in between', async () => {
    const { repository, paid, archived } = await oldStore(kind)
    await paid('a')
    const killed = new Error('killed')
    const first = await archived(later, { take: () => Promise.reject(killed) })
    expect(first.outcome).toBe(killed)
    expect(first.lines).toMatchObject([{ order: { order_id: 'a' } }])
    expect(await repository.chargeById('c-a')).not.toBeNull()
    const again = await archived()
    expect(again.outcome).toEqual({ moved: 1, stayed: 0 })
    expect(again.lines.map(({ order, charges }) => ({ order, charges }))).toEqual(
      first.lines.map(({ order, charges }) => ({ order, charges })),
    )
  })

  test('stays whole where a part of taking it out fails', async () => {
    const { db, repository, archiveStore, paid } = await oldStore(kind)
    await paid('a')
    const bundles = await archiveStore.finished(later, null, 10)
    await db.schema.alterTable('archived_charges').renameTo('elsewhere').execute()
    await expect(archiveStore.take(bundles, later, later)).rejects.toThrow()
    expect(await repository.orderWithLastCharge('a')).toMatchObject({ last: { chargeId: 'c-a' } })
  })

  test('stays where anything of it changed after it was written', async () => {
    const { repository, archiveStore, paid, archived } = await oldStore(kind)
    const charge = await paid('a')
    const refund = { ...refundRow, chargeId: charge.chargeId, orderId: 'a' }
    const { outcome } = await archived(later, {
      take: async (...given) => {
        await repository.beginRefund(refund, claimOf(refund), 'one')
        return archiveStore.take(...given)
      },
    })
    expect(outcome).toEqual({ moved: 0, stayed: 1 })
    expect(await repository.refundById(refund.refundId)).not.toBeNull()
  })
})

test('a file that is there already is not touched', async () => {
  const path = `${await temporaryFolder()}/orders.ndjson`
  const file = await createArchiveFile(path)
  await file.close()
  await expect(createArchiveFile(path)).rejects.toThrow('EEXIST')
})
