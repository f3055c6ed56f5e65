/** A database as the version before 0013 wrote it: three orders, a refund that waits, a webhook not applied yet. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { processDue } from '../../server/payments/worker/process-due'
import { openDatabase } from '../../server/store/engine/database'
import { migrate } from '../../server/store/engine/migrate'
import { createRepository } from '../../server/store/repository'
import { paid, rulesOver } from './support/told-paymax'
import { t0 } from './support/rows'

const kept = new URL('../fixtures/databases/before-0013.db.gz', import.meta.url)

function opened() {
  const dir = mkdtempSync(join(tmpdir(), 'kept-'))
  writeFileSync(join(dir, 'checkout.db'), gunzipSync(readFileSync(kept)))
  const database = openDatabase({ kind: 'embedded', dir })
  onTestFinished(async () => {
    await database.db.destroy()
    rmSync(dir, { recursive: true })
  })
  return database
}

test('opens, and is brought up to date', async () => {
  const database = opened()
  const names = await migrate(database)
  expect(names[0]).toBe('0013_refunded_of_archived')
  expect(await migrate(database)).toEqual([])
})

test('finishes the charge that was live: it is asked about, and its order is paid', async () => {
  const database = opened()
  await migrate(database)
  const repository = createRepository(database.db)
  const charge = { ...paid, chargeNumber: 'clive', gatewayId: 'ch_clive' }
  const { deps } = rulesOver(repository, { charge })
  await processDue(deps)
  expect(await repository.orderById('live')).toMatchObject({ state: 'paid', paidChargeId: 'clive' })
})

test('keeps what it knew: a reason for the failure, the refund, the webhook with its signature', async () => {
  const database = opened()
  await migrate(database)
  const repository = createRepository(database.db)
  const failure = { reason: 'balance', code: 'AMOUNT_NOT_ENOUGH', message: '余额不足' }
  expect(await repository.chargeById('cfailed')).toMatchObject({ status: 'failed', failure })
  expect(await repository.refundById('r1')).toMatchObject({ status: 'wanted', amount: 100 })
  expect(await repository.orderById('paid')).toMatchObject({ state: 'paid' })
  const [webhook] = await repository.takeDueWebhooks(t0, t0 + 1, 1)
  expect(webhook).toMatchObject({ key: 'evt', gateway: 'paymax', headers: { sign: 'c2ln' } })
})
