import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startBackend, untilReady } from '../../../mocks/sandbox/demo/backend'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { startSandbox, type Sandbox } from '../../../mocks/sandbox/sandbox'
import { createMerchant } from '../../server/support/merchant'

const project = new URL('../../../', import.meta.url)
const at = (path: string) => fileURLToPath(new URL(path, project))

/** A phone's WeChat: anything else would be shown how to get there. */
export const wechat =
  'Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 XWEB/1300 MicroMessenger/8.0.49 Language/zh_CN'

export interface MeasuredCheckout {
  readonly publicUrl: string
  readonly sandbox: Sandbox
  /** An order as a merchant's own system makes it, which may be paid untapped. @returns its `orderId` */
  placeOrder: (amount: number) => Promise<string>
  close: () => Promise<void>
}

/**
 * The production build behind the production backend, with the sandbox's WeChat and Paymax beside it.
 * @param pages that the backend serves beside our own, by name
 */
export async function openMeasured(
  pages: Readonly<Record<string, string>> = {},
): Promise<MeasuredCheckout> {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}/pay/`
  const sandbox = await startSandbox({ checkout: { publicUrl, backendUrl: publicUrl } })
  const [dataDir, build] = [
    await mkdtemp(join(tmpdir(), 'checkout-bench-')),
    await buildWith(pages),
  ]
  const merchantKey = randomBytes(24).toString('hex')
  const backend = startBackend([process.execPath, join(build, 'server/main.js')], {
    ...sandbox.checkoutEnvironment(),
    NODE_ENV: 'production',
    PUBLIC_URL: publicUrl,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: merchantKey,
    MERCHANT_NAME: '山茶咖啡',
    CATALOG_FILE: at('mocks/sandbox/demo/catalog.json'),
    LOG_LEVEL: 'warn',
  })
  const merchant = createMerchant(new URL(publicUrl), merchantKey)

  async function close(): Promise<void> {
    await backend.stop()
    await sandbox.close()
    for (const folder of [dataDir, build]) await rm(folder, { recursive: true, force: true })
  }

  try {
    await untilReady(`${publicUrl}api/readyz`, backend.ended)
  } catch (error) {
    await close()
    throw error
  }
  const placeOrder = async (amount: number) =>
    (await merchant.placed({ amount, autoPay: true })).orderId
  return { publicUrl, sandbox, placeOrder, close }
}

/** A copy of the build, so that what is measured beside it is no part of what goes live. */
async function buildWith(pages: Readonly<Record<string, string>>): Promise<string> {
  const copy = await mkdtemp(at('node_modules/.tmp-bench-'))
  await cp(at('dist'), copy, { recursive: true })
  for (const [name, html] of Object.entries(pages))
    await writeFile(join(copy, 'client', name), html)
  return copy
}
