/** One backend at a time on the embedded database, as processes of their own. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../mocks/sandbox/demo/ports'
import { startSandbox } from '../../mocks/sandbox/sandbox'
import { runBackup } from '../../server/commands/backup/run-backup'
import { runInspect } from '../../server/commands/inspect/run-inspect'
import { runNotify } from '../../server/commands/notify/run-notify'
import { readConfig } from '../../server/config/config'
import { becomeSoleBackend, lockFile } from '../../server/store/engine/sole-backend'
import { buildBackend, startCheckoutProcess } from './support/checkout-process'
import { freshDatabase } from './support/databases'
import { createMerchant } from './support/merchant'

const { script } = buildBackend()
const key = 'merchant-key-of-the-tests'

async function surroundings() {
  const database = await freshDatabase('embedded')
  const sandbox = await startSandbox({ webhookSpeed: 0 })
  onTestFinished(async () => {
    await sandbox.close()
    await database.drop()
  })
  const dir = database.environment['DATA_DIR'] ?? ''
  const secret = randomBytes(32).toString('hex')
  async function start() {
    const port = await freePort()
    const publicUrl = new URL(`http://127.0.0.1:${port}/pay/`)
    const environment = {
      ...sandbox.checkoutEnvironment(),
      ...database.environment,
      PUBLIC_URL: publicUrl.href,
      PORT: String(port),
      SESSION_SECRET: secret,
      MERCHANT_API_KEY: key,
      MERCHANT_NAME: '山茶咖啡',
    }
    const backend = startCheckoutProcess(script(), environment)
    return { backend, environment, merchant: createMerchant(publicUrl, key) }
  }
  return { start, dir }
}

test('a second one does not start, and the first takes orders on; one that was killed holds nothing', async () => {
  const { start, dir } = await surroundings()
  const first = await start()
  await first.backend.ready()
  const second = await start()
  expect(await second.backend.ended).toBe(1)
  expect(second.backend.said()).toContain('another backend runs on the database in DATA_DIR')
  const order = await first.merchant.placed()

  first.backend.process.kill('SIGKILL')
  await first.backend.ended
  const third = await start()
  await third.backend.ready()
  expect((await third.merchant.read(order.orderNo)).status).toBe(200)
  expect((statSync(join(dir, lockFile)).mode & 0o777).toString(8)).toBe('600')
}, 60_000)

test('a folder that it makes is its owner’s alone', () => {
  const parent = mkdtempSync(join(tmpdir(), 'sole-'))
  onTestFinished(() => rmSync(parent, { recursive: true }))
  const dir = join(parent, 'checkout', 'data')
  becomeSoleBackend(dir)()
  expect((statSync(dir).mode & 0o777).toString(8)).toBe('700')
})

test('commands run beside it', async () => {
  const { start, dir } = await surroundings()
  const { backend, merchant, environment } = await start()
  await backend.ready()
  const { orderNo } = await merchant.placed()
  const config = readConfig(environment)
  expect(await runInspect(config, orderNo)).toMatchObject({ exitCode: 0 })
  expect(await runNotify(config, { since: 0 })).toMatchObject({ exitCode: 0 })
  expect(await runBackup(config, join(dir, 'copy.db'), Date.now)).toMatchObject({ exitCode: 0 })
  expect(await merchant.close(orderNo)).toMatchObject({ status: 200 })
}, 60_000)
