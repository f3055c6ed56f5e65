/** Two builds on one database while the newer takes the older's place. */
import type { Kysely } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import { openDatabase } from '../../server/store/engine/database'
import { migrate } from '../../server/store/engine/migrate'
import { migrations } from '../../server/store/schema/migrations'
import type { Migration } from '../../server/store/schema/migrations/migration'
import type { Tables } from '../../server/store/schema/tables'
import { emptyDatabase, kinds } from './support/databases'
import { chargedOrder } from './support/paid-order'

/** What a migration may do: columns that may be left out, tables, indexes. */
const ofTheNextBuild: Migration = {
  name: '9999_of_the_next_build',
  async up(db) {
    for (const table of ['orders', 'charges', 'refunds', 'incidents', 'inbox', 'logins']) {
      await db.schema.alterTable(table).addColumn('of_the_next', 'text').execute()
      await db.schema
        .alterTable(table)
        .addColumn('counted_by_the_next', 'integer', (column) => column.notNull().defaultTo(0))
        .execute()
    }
    await db.schema
      .createTable('things_of_the_next')
      .addColumn('thing_id', 'text', (column) => column.primaryKey())
      .execute()
    await db.schema.createIndex('orders_of_the_next').on('orders').column('of_the_next').execute()
  },
}

describe.each(kinds)('a build that is older than the %s database', (kind) => {
  test('goes on beside the newer one where it ran before, and does not start anew', async () => {
    const older = await chargedOrder(kind)
    const newer = await older.anotherProcess({}, [...migrations, ofTheNextBuild])

    // What the older one began is paid, whoever is told; and the other way round.
    older.sandbox.paymax.pay(older.charge.chargeId)
    await older.sandbox.paymax.flushWebhooks()
    await older.reads({ status: 'paid' })
    expect((await newer.merchant.read(older.order.orderNo)).body.status).toBe('paid')
    const placed = await newer.merchant.placed()
    const payer = older.phone()
    await payer.signedIn(`checkout?order=${placed.orderId}`)
    const path = `api/orders/${placed.orderId}`
    const { body: charge } = await payer.post<Charge>(`${path}/charges`, {})
    older.sandbox.paymax.pay(charge.chargeId)
    await older.sandbox.paymax.flushWebhooks()
    const read = async () => (await newer.merchant.read(placed.orderNo)).body.status
    await expect.poll(read).toBe('paid')
    expect((await older.merchant.refund(placed.orderNo)).status).toBe(201)

    // What the newer one amended is charged as it is now, by the older one too; the amount is no part of it.
    const amended = await newer.merchant.placed({ amount: 1_000 })
    await payer.get(`api/orders/${amended.orderId}`)
    const subject = 'another cup'
    expect((await newer.merchant.amend(amended.orderNo, { subject })).status).toBe(200)
    expect((await newer.merchant.amend(amended.orderNo, { amount: 1 })).status).toBe(400)
    const { body: later } = await payer.post<Charge>(`api/orders/${amended.orderId}/charges`, {})
    const made = older.sandbox.paymax.chargeByNumber(later.chargeId)
    expect(made).toMatchObject({ subject, amount: 1_000 })
    expect((await newer.merchant.amend(amended.orderNo, { subject: 'late' })).status).toBe(409)
    const another = await older.merchant.placed()
    expect((await newer.merchant.close(another.orderNo)).status).toBe(200)
    for (const phone of [older.phone(), newer.phone()]) {
      expect((await phone.get('api/readyz')).status).toBe(200)
    }

    const anew = older.anotherProcess()
    await expect(anew).rejects.toThrow('a newer build than this one has changed it')
    await expect(anew).rejects.toThrow(ofTheNextBuild.name)
  })
})

/** From the first that ran beside the build before. */
const apart = migrations.slice(migrations.findIndex(({ name }) => name >= '0020'))

describe.each(kinds)('a migration of the %s database', (kind) => {
  test.each([...apart, ofTheNextBuild])('$name takes nothing away', async (migration) => {
    const database = await emptyDatabase(kind)
    const opened = openDatabase(database.location)
    onTestFinished(async () => {
      await opened.db.destroy()
      await database.drop()
    })
    await migrate(
      opened,
      migrations.filter((one) => one.name < migration.name),
    )
    const before = await columnsOf(opened.db)
    await migration.up(opened.db as unknown as Kysely<unknown>)
    const after = await columnsOf(opened.db)
    expect([...before.keys()].filter((column) => !after.has(column))).toEqual([])
    const ofTables = new Set([...before.keys()].map((column) => column.split('.')[0]))
    const wanted = [...after].filter(([column, may]) => {
      const isNew = !before.has(column) && ofTables.has(column.split('.')[0])
      return isNew && !may.beLeftOut
    })
    expect(wanted).toEqual([])
  })
})

async function columnsOf(db: Kysely<Tables>) {
  const tables = await db.introspection.getTables()
  const columns = tables.flatMap((table) =>
    table.columns.map(({ name, isNullable, hasDefaultValue }) => {
      const may = { beLeftOut: isNullable || hasDefaultValue }
      return [`${table.name}.${name}`, may] as const
    }),
  )
  return new Map(columns)
}
