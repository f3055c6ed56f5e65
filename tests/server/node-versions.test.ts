/** The production build on each supported Node.js: it starts, is paid, stops, and has kept what was paid. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../mocks/sandbox/demo/ports'
import { startSandbox } from '../../mocks/sandbox/sandbox'
import type { Charge } from '../../server/contract/charges'
import { bringVersions, programOf, versions, whyLeftOut } from '../node-versions/versions'
import { buildBackend, startCheckoutProcess } from './support/checkout-process'
import { freshDatabase, kinds } from './support/databases'
import { createMerchant } from './support/merchant'
import { createPhone } from './support/phone'
import { tillOf } from './support/till'

const { script } = buildBackend()
const merchantApiKey = randomBytes(24).toString('hex')

beforeAll(bringVersions, 300_000)

const each = versions.flatMap((version) =>
  kinds.flatMap((kind) =>
    (['paymax', 'wechatpay'] as const).map((gateway) => [version, kind, gateway] as const),
  ),
)

test.for(each)(
  'Node.js %i, %s database, %s: a whole payment, and a restart',
  { timeout: 60_000 },
  async ([version, kind, gateway], { skip }) => {
    const why = whyLeftOut(version)
    if (why !== null) process.stdout.write(`${why}\n`)
    skip(why !== null, why ?? '')
    const program = programOf(version)
    const database = await freshDatabase(kind)
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
    const environment = {
      ...sandbox.checkoutEnvironment(),
      ...sandbox.wechatpayEnvironment(),
      ...database.environment,
      GATEWAY: gateway,
      PUBLIC_URL: publicUrl.href,
      PORT: String(port),
      SESSION_SECRET: randomBytes(32).toString('hex'),
      MERCHANT_API_KEY: merchantApiKey,
      MERCHANT_NAME: '山茶咖啡',
    }
    const start = () => startCheckoutProcess(script(), environment, program)
    const first = start()
    await first.ready()
    const merchant = createMerchant(publicUrl, merchantApiKey)
    const { orderId, orderNo } = await merchant.placed()
    const payer = createPhone(publicUrl, publicUrl)
    await payer.signedIn(`checkout?order=${orderId}`)
    const { body: charge } = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
    const till = tillOf(sandbox, gateway)
    till.pay(charge.chargeId)
    await till.tell()
    const status = async () => (await merchant.read(orderNo)).body.status
    await expect.poll(status).toBe('paid')
    expect((await fetch(new URL('checkout', publicUrl))).status).toBe(200)
    expect(await merchant.metrics()).toContain(`version="v${version}.`)

    first.process.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    // What Node.js compiled is kept for the next start.
    const kept = readdirSync(join(dirname(script()), '.compiled'))
    expect(kept.some((name) => name.startsWith(`v${version}.`))).toBe(true)
    const second = start()
    await second.ready()
    expect(await status()).toBe('paid')
    const story = join(dirname(script()), 'inspect.js')
    const env = { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment }
    const { stdout } = await promisify(execFile)(program, [story, orderNo], { env })
    expect(stdout).toContain(`order paid by ${charge.chargeId}`)
  },
)

test.for(versions)(
  'Node.js %i: who is stopped as soon as they are ready ends each time',
  { timeout: 60_000 },
  async (version, { skip }) => {
    const why = whyLeftOut(version)
    skip(why !== null, why ?? '')
    const sandbox = await startSandbox()
    const database = await freshDatabase('embedded')
    onTestFinished(async () => {
      await sandbox.close()
      await database.drop()
    })
    // While a process starts, much is compiled in the background; one of nine hung as it exited.
    for (let time = 0; time < 8; time += 1) {
      const port = await freePort()
      const backend = startCheckoutProcess(
        script(),
        {
          ...sandbox.checkoutEnvironment(),
          ...database.environment,
          PUBLIC_URL: `http://127.0.0.1:${port}/pay/`,
          PORT: String(port),
          SESSION_SECRET: randomBytes(32).toString('hex'),
          MERCHANT_API_KEY: merchantApiKey,
          MERCHANT_NAME: '山茶咖啡',
        },
        programOf(version),
      )
      await backend.ready()
      backend.process.kill('SIGTERM')
      expect(await backend.ended).toBe(0)
    }
  },
)
