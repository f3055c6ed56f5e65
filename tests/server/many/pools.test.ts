/** Connections to PostgreSQL: as many as are configured, and through a pooler that gives each transaction another. */
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../../server/store/engine/database'
import { freshDatabase } from '../support/databases'
import { chargedOrder } from '../support/paid-order'
import { leftOut, startPgbouncer } from '../support/pgbouncer'
import { tillOf } from '../support/till'

const heard = 'listening for results from other processes'
const notHeard = 'not listening for results from other processes: waiting payers see them later'

test('a process holds no more connections than DATABASE_POOL allows', async () => {
  const { environment, drop } = await freshDatabase('postgres')
  const url = environment['DATABASE_URL'] ?? ''
  const { db } = openDatabase({ kind: 'postgres', url, pool: 2 })
  onTestFinished(async () => {
    await db.destroy()
    await drop()
  })
  const asked = Array.from({ length: 12 }, async () => {
    const { rows } = await sql<{ pid: number }>`
      select pg_backend_pid() as pid, pg_sleep(0.02)`.execute(db)
    return rows[0]?.pid
  })
  expect(new Set(await Promise.all(asked)).size).toBe(2)
})

describe.skipIf(leftOut)(`through PgBouncer in transaction mode${leftOut ?? ''}`, () => {
  async function behindPgbouncer(otherwise: (direct: string) => Record<string, string>) {
    const database = await freshDatabase('postgres')
    const direct = database.environment['DATABASE_URL'] ?? ''
    const url = await startPgbouncer(direct)
    const environment = { DATABASE_URL: url, ...otherwise(direct) }
    const scene = await chargedOrder('postgres', {}, environment, { database })
    const said = (message: string) =>
      scene.log.filter((line) => line.includes(`"${message}"`)).length
    return { ...scene, direct, said, till: tillOf(scene.sandbox, 'paymax') }
  }

  test('a whole payment is made, and its refund', async () => {
    const scene = await behindPgbouncer((direct) => ({ DATABASE_LISTEN_URL: direct }))
    await expect.poll(() => scene.said(heard)).toBe(1)
    const waiting = scene.payment('?wait=25')
    scene.till.pay(scene.charge.chargeId)
    await scene.till.tell()
    expect((await waiting).status).toBe('paid')
    await scene.merchant.refund(scene.order.orderNo, { amount: 1, reason: '顾客取消' })
    await expect.poll(() => scene.till.charges()[0]?.refunds).toHaveLength(1)
    await scene.till.finishRefunds()
    await scene.reads({ refunds: [{ status: 'succeeded', amount: 1 }] })
  })

  test('two processes migrate it, and share the work', async () => {
    const scene = await behindPgbouncer((direct) => ({ DATABASE_LISTEN_URL: direct }))
    scene.till.trouble.lagging()
    const other = await scene.anotherProcess()
    await expect.poll(() => scene.said(heard)).toBe(2)
    const path = `api/orders/${scene.order.orderId}/payment?wait=25`
    const waiting = other.phone().get<{ status: string }>(path)
    scene.till.pay(scene.charge.chargeId)
    await scene.till.tell()
    expect((await waiting).body.status).toBe('paid')
  })

  test('it is said that nothing is heard through it, and payments go on', async () => {
    const scene = await behindPgbouncer(() => ({}))
    await expect.poll(() => scene.said(notHeard)).toBe(1)
    expect(scene.log.join('\n')).toContain('DATABASE_LISTEN_URL leads past it')
    scene.till.pay(scene.charge.chargeId)
    expect((await scene.payment()).status).toBe('paid')
    // Nothing listens on a connection that belongs to whoever comes next.
    const client = new pg.Client({ connectionString: scene.direct })
    await client.connect()
    const { rows } = await client.query(
      `select pid from pg_stat_activity where query like 'listen %' and datname = current_database()`,
    )
    await client.end()
    expect(rows).toEqual([])
  })
})
