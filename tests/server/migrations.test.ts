import { sql, type Kysely } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../server/store/engine/database'
import { createRepository } from '../../server/store/repository'
import { migrations } from '../../server/store/schema/migrations'
import { insertOldOrder } from './support/old-order'
import { emptyDatabase, kinds, type Kind } from './support/databases'
import { chargeRow, orderRow } from './support/rows'

/** A database as it was before a migration, and that migration. */
async function before(kind: Kind, name: string) {
  const database = await emptyDatabase(kind)
  const { db } = openDatabase(database.location)
  onTestFinished(async () => {
    await db.destroy()
    await database.drop()
  })
  const at = migrations.findIndex((migration) => migration.name === name)
  const untyped = db as unknown as Kysely<unknown>
  for (const migration of migrations.slice(0, at)) await migration.up(untyped)
  return { db, migrated: async () => migrations[at]?.up(untyped) }
}

describe.each(kinds)('the %s store', (kind) => {
  test.each([
    ['AMOUNT_NOT_ENOUGH', 'balance'],
    ['CHANNEL_CHARGE_FAILED', 'bank'],
    ['CHANNEL_REFUND_FAILED', 'refund_failed'],
    ['deadline', 'unanswered'],
    ['contradiction', 'untrusted'],
    ['charge_denied', 'denied'],
    ['NEVER_HEARD_OF', 'unknown'],
  ])('a failure %s that was kept before has the reason %s', async (code, reason) => {
    const { db, migrated } = await before(kind, '0014_failure_reasons')
    const repository = createRepository(db)
    await insertOldOrder(db)
    // With the columns that there were.
    await sql`insert into charges
      (charge_id, order_id, openid, amount, status, created_at, expires_at, next_turn_at, failure_code)
      values (${chargeRow.chargeId}, ${orderRow.orderId}, 'o', 1, 'failed', 1, 2, 0, ${code})`.execute(
      db,
    )
    await migrated()
    const charge = await repository.chargeById(chargeRow.chargeId)
    expect(charge?.failure).toEqual({ reason, code, message: '' })
  })
})

describe.each(kinds)('the %s store', (kind) => {
  test('a webhook that was kept before and not applied yet is applied with its signature', async () => {
    const { db, migrated } = await before(kind, '0015_webhook_headers')
    await sql`insert into inbox (inbox_key, raw_body, signature, received_at, next_try_at, settled_at)
      values ('k', 'e30=', 'a"b', 1, 1, null)`.execute(db)
    await migrated()
    const repository = createRepository(db)
    const rawBody = Buffer.from('{}')
    const [kept] = await repository.takeDueWebhooks(2, 3, 1)
    const record = { key: 'k', gateway: 'paymax', rawBody, headers: { sign: 'a"b' }, receivedAt: 1 }
    expect(kept).toEqual(record)
  })
})
