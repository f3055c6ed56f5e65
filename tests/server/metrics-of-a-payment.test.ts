/** How far payers come, and how long everything on the way takes: what somebody looks at before anybody calls. */
import { expect, onTestFinished, test } from 'vitest'
import { countRows } from '../../server/store/counts'
import { openDatabase } from '../../server/store/engine/database'
import { migrate } from '../../server/store/engine/migrate'
import { createRepository } from '../../server/store/repository'
import { openCheckout } from './support/checkout'
import { freshDatabase, kinds } from './support/databases'
import { chargedOrder } from './support/paid-order'
import { everywhere, tillOf } from './support/till'

/** The value of a line of the metrics; null where there is none. */
function valueIn(text: string, line: string): number | null {
  const found = text.split('\n').find((one) => one.startsWith(`checkout_${line} `))
  return found === undefined ? null : Number(found.split(' ').at(-1))
}

test.each(everywhere)(
  'a payment at %s, on the %s database, is in every figure',
  async (gateway, kind) => {
    const scene = await chargedOrder(kind, {}, { GATEWAY: gateway })
    const { merchant, charge, sandbox, reads, advance } = scene
    const till = tillOf(sandbox, gateway)
    advance(7_000)
    till.pay(charge.chargeId)
    advance(3_000)
    await till.tell()
    await reads({ status: 'paid' })

    const seen = async (line: string) => valueIn(await merchant.metrics(), line)
    const steps = ['landed', 'signed_in', 'charge_made', 'paid']
    for (const step of steps) expect(await seen(`funnel_total{step="${step}"}`), step).toBe(1)
    const confirmed = `gateway="${gateway}",outcome="paid",source="webhook"`
    expect(await seen(`confirmation_seconds_count{${confirmed}}`)).toBe(1)
    expect(await seen(`confirmation_seconds_bucket{${confirmed},le="5"}`)).toBe(0)
    expect(await seen(`confirmation_seconds_bucket{${confirmed},le="30"}`)).toBe(1)
    const created = `gateway="${gateway}",call="create"`
    expect(await seen(`gateway_call_seconds_count{${created}}`)).toBe(1)
    expect(await seen(`wechat_call_seconds_count{outcome="payer"}`)).toBe(1)
    expect(await seen(`webhook_lag_seconds_count{gateway="${gateway}"}`)).toBe(1)
    expect(await seen(`webhook_lag_seconds_bucket{gateway="${gateway}",le="1"}`)).toBe(0)
    expect(await seen(`webhook_lag_seconds_bucket{gateway="${gateway}",le="15"}`)).toBe(1)
    const roundAt = 'worker_last_round_timestamp_seconds{kind="done"}'
    await expect.poll(() => seen(roundAt)).toBeGreaterThan(scene.now() / 1_000 - 10)
    expect(await seen('worker_round_seconds_count{outcome="done"}')).toBeGreaterThan(0)
    const pooled = await seen('database_wait_seconds_count{}')
    if (kind === 'postgres') expect(pooled).toBeGreaterThan(10)
    else expect(pooled).toBeNull()
  },
)

test('a payment that was found by asking is told apart', async () => {
  const { merchant, charge, sandbox, payment } = await chargedOrder('embedded')
  sandbox.paymax.pay(charge.chargeId)
  expect((await payment()).status).toBe('paid')
  const line = 'confirmation_seconds_count{gateway="paymax",outcome="paid",source="query"}'
  expect(valueIn(await merchant.metrics(), line)).toBe(1)
})

test('a charge that ended without money has its time too, and is no payment', async () => {
  const { merchant, order } = await chargedOrder('embedded', {}, { GATEWAY: 'wechatpay' })
  await merchant.close(order.orderNo)
  const text = await merchant.metrics()
  expect(text).toContain('confirmation_seconds_count{gateway="wechatpay",outcome="closed"')
  expect(valueIn(text, 'funnel_total{step="paid"}')).toBe(0)
})

test('who waits for a connection to PostgreSQL is seen', async () => {
  const { merchant, phone } = await openCheckout('postgres')
  const { orderId } = await merchant.placed()
  const asking = Array.from({ length: 40 }, () => phone().get(`api/orders/${orderId}`))
  await Promise.all(asking)
  const text = await merchant.metrics()
  const all = valueIn(text, 'database_wait_seconds_count{}') ?? 0
  const atOnce = valueIn(text, 'database_wait_seconds_bucket{le="0.001"}') ?? 0
  expect(all).toBeGreaterThan(atOnce)
  expect(valueIn(text, 'database_connections{kind="idle"}')).toBeGreaterThan(0)
})

test('what is refused in Paymax’s name has its reason', async () => {
  const { merchant, publicUrl } = await openCheckout('embedded')
  const post = (headers: Record<string, string>) =>
    fetch(new URL('api/webhooks/paymax', publicUrl), { method: 'POST', body: '{}', headers })
  await post({})
  await post({ sign: 'bm8=' })
  const text = await merchant.metrics()
  for (const reason of ['missing_header', 'bad_signature']) {
    expect(text).toContain(`webhooks_refused_total{reason="${reason}",gateway="paymax"} 1`)
  }
})

test.each(kinds)('a backlog on the %s database has an age', async (kind) => {
  const database = await freshDatabase(kind)
  const { db } = openDatabase(database.location)
  onTestFinished(async () => {
    await db.destroy()
    await database.drop()
  })
  await migrate({ kind, db })
  const repository = createRepository(db)
  for (const due of [40_000, 70_000]) {
    const unread = { key: String(due), rawBody: Buffer.from('{}'), headers: {}, receivedAt: 0 }
    await repository.keepWebhook({ ...unread, gateway: 'paymax' }, due)
  }
  const { due, due_age: age } = await countRows(db, 100_000)
  expect(due).toContainEqual({ kind: 'inbox', count: 2 })
  expect(age).toContainEqual({ kind: 'inbox', count: 60 })
  expect(age).toContainEqual({ kind: 'charges', count: 0 })
  const tables = ['charges', 'refunds', 'inbox', 'notifications']
  for (const counts of [due, age]) expect(counts.map((one) => one.kind)).toEqual(tables)
})
