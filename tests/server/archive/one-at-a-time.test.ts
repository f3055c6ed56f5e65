/** `npm run archive` and `npm run forget` at once, as processes of their own: one after the other. */
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { holdArchive } from '../../../server/store/engine/archive-lock'
import { buildBackend } from '../support/checkout-process'
import { startCommand } from '../support/command-process'
import { kinds, type Kind } from '../support/databases'
import { openCheckout } from '../support/checkout'
import { rowOfOrder } from '../../../server/store/rows/order-rows'
import { orderRow } from '../support/rows'
import { linesOf, oldStore, temporaryFolder } from './shelf'

const { script } = buildBackend()
const payer = 'oForgotten_0123456789_ab'
const waiting = 'Waiting: npm run archive or npm run forget is already running on this database.'
/** Several batches of the archive, with a pause after each. */
const orders = 450

/** Closed orders of long ago, of which every third is the payer's. */
async function shelf(kind: Kind) {
  const { db, location } = await oldStore(kind)
  const createdAt = Date.now() - 400 * 86_400_000
  const row = {
    ...orderRow,
    createdAt,
    expiresAt: createdAt + 1,
    state: 'closed',
    closedBy: 'expiry',
  } as const
  const rows = Array.from({ length: orders }, (_, n) => {
    const openid = n % 3 === 0 ? payer : null
    return rowOfOrder({ ...row, openid, orderId: `o${n}`, orderNo: `N-${n}` })
  })
  await db.insertInto('orders').values(rows).execute()
  const { environment } = await openCheckout('embedded')
  const ofStore: Record<string, string> =
    location.kind === 'embedded' ? { DATA_DIR: location.dir } : { DATABASE_URL: location.url }
  const path = join(await temporaryFolder(), 'orders.ndjson')
  const run = (...command: [string, ...string[]]) =>
    startCommand(script(), command, { ...environment, ...ofStore })
  const before = new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10)
  const archive = (out = path) => run('archive', '--before', before, '--out', out)
  const forget = () => run('forget', payer, '--archive', path)
  const begun = () =>
    expect.poll(() => size(path), { timeout: 10_000, interval: 2 }).toBeGreaterThan(0)
  /** Of all that is kept: the file, and the store. */
  async function naming(): Promise<number> {
    const inStore = await db
      .selectFrom('orders')
      .select('order_id')
      .where('openid', '=', payer)
      .execute()
    return inStore.length + (readFileSync(path, 'utf8').match(new RegExp(payer, 'g'))?.length ?? 0)
  }
  return { db, location, path, archive, forget, begun, naming }
}

function size(path: string): number {
  try {
    return readFileSync(path).length
  } catch {
    return 0
  }
}

describe.each(kinds)('on the %s store', (kind) => {
  test('a payer who is forgotten while the archive is written is in neither, and no line is lost', async () => {
    const { path, archive, forget, begun, naming } = await shelf(kind)
    const archiving = archive()
    await begun()
    // Held where it is: it could end before the other command has started.
    archiving.process.kill('SIGSTOP')
    const forgetting = forget()
    await expect.poll(forgetting.complained, { timeout: 20_000 }).toBe(`${waiting}\n`)
    archiving.process.kill('SIGCONT')
    expect(await archiving.ended).toMatchObject({ exitCode: 0, error: '' })
    expect(await forgetting.ended).toMatchObject({ exitCode: 0, error: `${waiting}\n` })
    const lines = await linesOf(path)
    expect(new Set(lines.map(({ order }) => order.order_id)).size).toBe(orders)
    expect(await naming()).toBe(0)
    expect(readdirSync(dirname(path))).toEqual(['orders.ndjson'])
  }, 60_000)

  test('who was killed is not waited for, and the next run ends what it began', async () => {
    const { db, path, archive, forget, begun, naming } = await shelf(kind)
    const killed = archive()
    await begun()
    killed.process.kill('SIGKILL')
    await killed.ended
    expect(await forget().ended).toMatchObject({ exitCode: 0, error: '' })
    expect(await naming()).toBe(0)
    const rest = `${path}.rest`
    expect(await archive(rest).ended).toMatchObject({ exitCode: 0, error: '' })
    const all = [...(await linesOf(path)), ...(await linesOf(rest))]
    expect(new Set(all.map(({ order }) => order.order_id)).size).toBe(orders)
    expect(await db.selectFrom('orders').select('order_id').execute()).toEqual([])
  }, 60_000)

  test('the archive waits as well, and a copy that a killed run has left is no hindrance', async () => {
    const { location, path, archive, forget } = await shelf(kind)
    const lock = await holdArchive(location)
    await lock.stillHeld()
    const archiving = archive()
    await expect.poll(archiving.complained, { timeout: 10_000 }).toBe(`${waiting}\n`)
    expect(size(path)).toBe(0)
    await lock.release()
    expect(await archiving.ended).toMatchObject({ exitCode: 0 })
    copyFileSync(path, `${path}.forgetting`)
    expect(await forget().ended).toMatchObject({ exitCode: 0, error: '' })
    expect(readdirSync(dirname(path))).toEqual(['orders.ndjson'])
  }, 60_000)
})

test('whoever has lost the lock on PostgreSQL does not go on', async () => {
  const { location, db } = await oldStore('postgres')
  const lock = await holdArchive(location)
  await sql`select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory'
    and database = (select oid from pg_database where datname = current_database()) and pid <> pg_backend_pid()`.execute(
    db,
  )
  await expect(lock.stillHeld()).rejects.toThrow()
  await lock.release()
  const next = await holdArchive(location)
  await next.release()
})
