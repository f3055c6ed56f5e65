/** What the store itself promises of a payer's slot, connection by connection. */
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CheckoutError } from '../../server/contract/errors'
import { openOrder } from '../../server/payments/orders/open-order'
import { type Shop } from '../../server/payments/orders/draft-order'
import type { Repository } from '../../server/payments/core/repository'
import { openDatabase } from '../../server/store/engine/database'
import { createRepository } from '../../server/store/repository'
import { migrate } from '../../server/store/engine/migrate'
import { migrations } from '../../server/store/schema/migrations'
import { insertOldOrder } from './support/old-order'
import { emptyDatabase, kinds, type Kind } from './support/databases'
import { openingRow, orderRow, t0 } from './support/rows'

async function twoConnections(
  kind: Kind,
  prepare: (db: ReturnType<typeof openDatabase>) => Promise<unknown> = migrate,
) {
  const database = await emptyDatabase(kind)
  const [one, other] = [openDatabase(database.location), openDatabase(database.location)]
  onTestFinished(async () => {
    await one.db.destroy()
    await other.db.destroy()
    await database.drop()
  })
  await prepare(one)
  return {
    one,
    other,
    repositories: [createRepository(one.db), createRepository(other.db)] as const,
  }
}

const shopOf = (amount: number, items = ['tea'], justPaidWindow = 600_000): Shop => ({
  merchantName: '山茶咖啡',
  catalog: items.map((item) => ({ item, subject: '茶', body: '一杯', amount, autoPay: false })),
  openAmount: { min: 1, max: 500_000 },
  justPaidWindow,
})

let bytes = 0

function openAt(
  repository: Repository,
  shop: Shop,
  key: string,
  wish: object = { item: 'tea' },
  now = t0,
) {
  const clock = { now: () => now, sleep: () => Promise.resolve(), every: () => () => undefined }
  const random = (count: number) => Buffer.alloc(count, `${(bytes += 1)}`.padStart(6, '0'))
  return openOrder(
    { repository, clock, random },
    shop,
    { openid: 'payer', key },
    wish as { item: string },
  )
}

const counted = async (db: Awaited<ReturnType<typeof twoConnections>>['one']['db']) => ({
  orders: (await db.selectFrom('orders').select('order_id').execute()).length,
  slots: (await db.selectFrom('order_slots').select('order_id').execute()).length,
  keys: (await db.selectFrom('idempotency_keys').select('stands_for').execute()).length,
})

describe.each(kinds)('a slot of the %s store', (kind) => {
  test('goes to one of many who open it at once, and the others are given that order', async () => {
    const { one, repositories } = await twoConnections(kind)
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        (repositories[n % 2] ?? repositories[0]).openInSlot(
          openingRow({ orderId: `o${n}`, orderNo: `P-${n}` }),
        ),
      ),
    )
    const outcomes = answers.map(({ outcome }) => outcome).sort()
    expect(outcomes).toEqual([...Array.from({ length: 39 }, () => 'given'), 'opened'])
    expect(await counted(one.db)).toEqual({ orders: 1, slots: 1, keys: 40 })
  })

  test('tells of a payment that comes between', async () => {
    const { one, other, repositories } = await twoConnections(kind)
    await repositories[0].openInSlot(openingRow({ orderId: 'o1', orderNo: 'P-1' }))
    let asked: ReturnType<Repository['openInSlot']> | undefined
    await one.db.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('order_slots')
        .set({ slot: sql.ref('slot') })
        .execute()
      asked = repositories[1].openInSlot(openingRow({ orderId: 'o2', orderNo: 'P-2' }))
      if (kind === 'postgres') await haveToWait(other.db, 1)
      await transaction
        .updateTable('orders')
        .set({ state: 'paid', paid_at: t0 })
        .where('order_id', '=', 'o1')
        .execute()
    })
    expect(await asked).toMatchObject({ outcome: 'just_paid', order: { orderId: 'o1' } })
    expect(await counted(one.db)).toEqual({ orders: 1, slots: 1, keys: 1 })
  })

  test('goes to one of those who wait for it at the same instant, and names its order', async () => {
    const { one, other, repositories } = await twoConnections(kind)
    await repositories[0].openInSlot(openingRow({ orderId: 'o1', orderNo: 'P-1' }))
    await one.db.updateTable('orders').set({ state: 'closed' }).execute()
    const asking: ReturnType<Repository['openInSlot']>[] = []
    await one.db.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('order_slots')
        .set({ slot: sql.ref('slot') })
        .execute()
      for (const name of ['o2', 'o3', 'o4']) {
        asking.push(repositories[1].openInSlot(openingRow({ orderId: name, orderNo: name })))
      }
      if (kind === 'postgres') await haveToWait(other.db, 3)
    })
    const answers = await Promise.all(asking)
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['given', 'given', 'opened'])
    expect(await counted(one.db)).toEqual({ orders: 2, slots: 1, keys: 4 })
  })

  test('names the order that took it last', async () => {
    const { one, repositories } = await twoConnections(kind)
    for (const name of ['o1', 'o2']) {
      await repositories[0].openInSlot(openingRow({ orderId: name, orderNo: name }))
      const held = await one.db.selectFrom('order_slots').select('order_id').execute()
      expect(held).toEqual([{ order_id: name }])
      await one.db.updateTable('orders').set({ state: 'closed' }).execute()
    }
  })

  test('keeps nothing of a request that is told no', async () => {
    const { one, repositories } = await twoConnections(kind)
    const [repository] = repositories
    await repository.openInSlot(openingRow({ orderId: 'o1', orderNo: 'P-1', item: null }))
    await one.db.updateTable('orders').set({ state: 'paid', paid_at: t0 }).execute()
    const before = await counted(one.db)
    const remark = openingRow({ orderId: 'o2', orderNo: 'P-2', item: null, body: '三号桌' })
    const told = await repository.openInSlot({ ...remark, slot: 'with a remark' })
    expect(told).toMatchObject({ outcome: 'just_paid', order: { orderId: 'o1' } })
    const taken = openingRow({ orderId: 'o3', orderNo: 'P-1' })
    expect(await repository.openInSlot(taken)).toEqual({ outcome: 'number_taken' })
    expect(await counted(one.db)).toEqual(before)
    expect(await repository.idempotencyClaim('payer', taken.claim.key)).toBeNull()
  })

  test('keeps order, slot and key in one commit or not at all', async () => {
    const { one, repositories } = await twoConnections(kind)
    await one.db.schema.alterTable('idempotency_keys').renameTo('elsewhere').execute()
    const opening = openingRow({ orderId: 'o1', orderNo: 'P-1' })
    await expect(repositories[0].openInSlot(opening)).rejects.toThrow()
    await one.db.schema.alterTable('elsewhere').renameTo('idempotency_keys').execute()
    expect(await counted(one.db)).toEqual({ orders: 0, slots: 0, keys: 0 })
    expect(await repositories[0].openInSlot(opening)).toMatchObject({ outcome: 'opened' })
  })

  test('is another one where the price is another, and the same where it is that again', async () => {
    const { repositories } = await twoConnections(kind)
    const first = await openAt(repositories[0], shopOf(1800), 'k1')
    const dearer = await openAt(repositories[1], shopOf(2000), 'k2')
    expect(dearer).toMatchObject({ amount: 2000, state: 'open' })
    expect(await openAt(repositories[0], shopOf(2000), 'k3')).toEqual(dearer)
    expect(await openAt(repositories[0], shopOf(1800), 'k4')).toEqual(first)
  })

  test('a key that is known needs the catalogue no more', async () => {
    const { repositories } = await twoConnections(kind)
    const first = await openAt(repositories[0], shopOf(1800), 'k1')
    expect(await openAt(repositories[1], shopOf(2000), 'k1')).toEqual(first)
    expect(await openAt(repositories[1], shopOf(1800, []), 'k1')).toEqual(first)
    await expect(openAt(repositories[1], shopOf(1800, []), 'k2')).rejects.toThrow(CheckoutError)
  })

  test('answers a known key before it looks at what was paid', async () => {
    const { one, repositories } = await twoConnections(kind)
    const opening = openingRow({ orderId: 'o1', orderNo: 'P-1' })
    await repositories[0].openInSlot(opening)
    await one.db.updateTable('orders').set({ state: 'paid', paid_at: t0 }).execute()
    expect(await repositories[1].openInSlot(opening)).toEqual({
      outcome: 'known',
      claim: opening.claim,
    })
    const other = openingRow({ orderId: 'o2', orderNo: 'P-2' })
    expect(await repositories[1].openInSlot(other)).toMatchObject({ outcome: 'just_paid' })
  })

  test('is given to whoever pays again, once, however many say so at once', async () => {
    const { one, repositories } = await twoConnections(kind)
    await openAt(repositories[0], shopOf(1800), 'k')
    await one.db.updateTable('orders').set({ state: 'paid', paid_at: t0 }).execute()
    const again = { item: 'tea', again: true }
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        openAt(repositories[n % 2] ?? repositories[0], shopOf(1800), `k${n}`, again),
      ),
    )
    expect(new Set(opened.map(({ orderId }) => orderId)).size).toBe(1)
    expect(await counted(one.db)).toEqual({ orders: 2, slots: 1, keys: 21 })
    const held = await one.db.selectFrom('order_slots').select('order_id').execute()
    expect(held).toEqual([{ order_id: opened[0]?.orderId }])
  })

  test.each([
    ['item', { source: 'item', item: 'tea' } as const, { item: 'tea' }],
    [
      'typed amount',
      { source: 'amount', item: null, body: '三号桌' } as const,
      { amount: 1000, remark: '三号桌' },
    ],
  ])('finds an order for the %s that was made before slots were kept', async (_what, of, wish) => {
    const { one, repositories } = await twoConnections(kind)
    const made = (name: string, more: object) =>
      repositories[0].insertOrder({
        ...orderRow,
        ...of,
        openid: 'payer',
        orderId: name,
        orderNo: name,
        ...more,
      })
    await made('P-old', { createdAt: t0 - 300_000 })
    await made('P-newest', { createdAt: t0 - 200_000 })
    await made('P-closed', { createdAt: t0 - 100_000, state: 'closed' })
    await made('P-other', { createdAt: t0 - 100_000, amount: 999 })
    await made('P-theirs', { createdAt: t0 - 100_000, openid: 'another' })
    const given = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        openAt(repositories[n % 2] ?? repositories[0], shopOf(1000), `k${n}`, wish),
      ),
    )
    expect(new Set(given.map(({ orderId }) => orderId))).toEqual(new Set(['P-newest']))
    expect((await counted(one.db)).slots).toBe(1)
    const later = await openAt(repositories[0], shopOf(1000), 'later', wish, t0 + 400_001)
    expect(later.orderId === 'P-newest').toBe('item' in wish)
  })
})

describe.each(kinds)('a key of the %s store', (kind) => {
  test('that stood for nothing goes with the migration, the others stay', async () => {
    const upTo = migrations.findIndex(({ name }) => name === '0010_order_slots')
    const { one } = await twoConnections(kind, async ({ db }) => {
      for (const one of migrations.slice(0, upTo)) await one.up(db as never)
    })
    await insertOldOrder(one.db)
    const keep = (standsFor: string) =>
      one.db
        .insertInto('idempotency_keys')
        .values({
          owner: 'payer',
          idempotency_key: standsFor,
          request_hash: 'h',
          stands_for: standsFor,
          created_at: t0,
        })
        .execute()
    await keep(orderRow.orderId)
    await keep('nothing')
    for (const later of migrations.slice(upTo)) await later.up(one.db as never)
    const left = await one.db.selectFrom('idempotency_keys').select('stands_for').execute()
    expect(left).toEqual([{ stands_for: orderRow.orderId }])
  })
})

/** Until so many statements stand behind another's lock. */
async function haveToWait(
  db: Awaited<ReturnType<typeof twoConnections>>['one']['db'],
  count: number,
) {
  await expect
    .poll(async () => {
      const { rows } = await sql<{ waiting: number }>`
        select count(*) as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      return rows[0]?.waiting
    })
    .toBe(count)
}
