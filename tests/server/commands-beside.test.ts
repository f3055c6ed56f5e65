/** Every command, in a process of its own, beside a backend that takes a payment meanwhile. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../mocks/sandbox/demo/ports'
import { startSandbox } from '../../mocks/sandbox/sandbox'
import type { Charge } from '../../server/contract/charges'
import { beijingDayOf } from '../../server/payments/core/beijing-day'
import { temporaryFolder } from './archive/shelf'
import { buildBackend, startCheckoutProcess } from './support/checkout-process'
import { startCommand } from './support/command-process'
import { fileOnDisk, freshDatabase, kinds, type Kind } from './support/databases'
import { createMerchant } from './support/merchant'
import { createPhone } from './support/phone'

const { script } = buildBackend()
const day = 86_400_000
const dayName = (ago: number) => beijingDayOf(Date.now() - ago).name

async function openShop(kind: Kind) {
  const database = kind === 'embedded' ? fileOnDisk() : await freshDatabase(kind)
  const port = await freePort()
  const publicUrl = new URL(`http://127.0.0.1:${port}/pay/`)
  const sandbox = await startSandbox({
    webhookSpeed: 0,
    webhookUrl: new URL('api/webhooks/paymax', publicUrl).href,
    checkout: { publicUrl: publicUrl.href, backendUrl: publicUrl.origin },
  })
  onTestFinished(async () => {
    await sandbox.close()
    await database.drop()
  })
  const key = randomBytes(24).toString('hex')
  const environment: Record<string, string> = {
    ...sandbox.checkoutEnvironment(),
    ...database.environment,
    PUBLIC_URL: publicUrl.href,
    PORT: String(port),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: key,
    MERCHANT_NAME: '山茶咖啡',
  }
  await startCheckoutProcess(script(), environment).ready()
  const merchant = createMerchant(publicUrl, key)

  const status = async (orderNo: string) => (await merchant.read(orderNo)).body.status

  /** A whole payment. */
  async function paid() {
    const { orderId, orderNo } = await merchant.placed()
    const payer = createPhone(publicUrl, publicUrl)
    await payer.signedIn(`checkout?order=${orderId}`)
    const { body } = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
    sandbox.paymax.pay(body.chargeId)
    await sandbox.paymax.flushWebhooks()
    await expect.poll(() => status(orderNo)).toBe('paid')
    return { orderNo, chargeId: body.chargeId, credential: body.jsApiParams.paySign }
  }
  /** Whether these bytes are anywhere in the embedded database's files. */
  function areKept(text: string): boolean {
    const dir = environment['DATA_DIR'] ?? ''
    return readdirSync(dir).some((file) => readFileSync(join(dir, file)).includes(text))
  }
  return { environment, paid, areKept }
}

test.each(kinds)(
  'commands do their work beside a backend on the %s database',
  async (kind) => {
    const { environment, paid, areKept } = await openShop(kind)
    const folder = await temporaryFolder()
    const first = await paid()
    const isFile = kind === 'embedded'
    if (isFile) expect(areKept(first.credential)).toBe(true)

    const yesterday = dayName(day)
    const backup = isFile ? ([0, 'orders and'] as const) : ([1, 'pg_dump'] as const)
    const table: [readonly [string, ...string[]], exitCode: number, says: string][] = [
      [['inspect', first.orderNo], 0, `order paid by ${first.chargeId}`],
      [archiveOf(join(folder, 'old.ndjson')), 0, '0 orders were moved'],
      [['export', '--date', dayName(0), '--out', join(folder, 'day.csv')], 0, 'payments '],
      [['reconcile', '--date', yesterday], 0, yesterday],
      [['notify', '--since', '2026-01-01T00:00:00Z'], 0, '0 notifications created since'],
      [['adopt', 'ch_0123456789abcdef01234567'], 1, 'no gateway confirms'],
      [['backup', join(folder, 'copy.db')], ...backup],
      // The tests' PostgreSQL is told not to sync, which is wrong.
      [['doctor', '--json'], isFile ? 0 : 1, isFile ? '"wrong": []' : 'fsync'],
      [['forget', first.orderNo], 0, 'Erased in the database: 1 orders, 1 charges'],
    ]
    for (const [command, exitCode, says] of table) {
      const running = startCommand(script(), command, environment)
      // One payment after the other until it has ended: some are made while it works.
      while (running.process.exitCode === null) await paid()
      const told = await running.ended
      expect({ command, exitCode: told.exitCode, said: told.out + told.error }).toEqual({
        command,
        exitCode,
        said: expect.stringContaining(says),
      })
    }
    // What was erased is in no byte, though the backend reads and writes the same files.
    if (isFile) expect(areKept(first.credential)).toBe(false)
  },
  60_000,
)

function archiveOf(out: string): ['archive', ...string[]] {
  return ['archive', '--before', dayName(101 * day), '--out', out]
}
