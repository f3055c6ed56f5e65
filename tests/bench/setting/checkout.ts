import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startBackend, untilReady } from '../../../mocks/sandbox/demo/backend'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { startSandbox } from '../../../mocks/sandbox/sandbox'

const main = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url))
const catalog = fileURLToPath(new URL('../../../mocks/sandbox/demo/catalog.json', import.meta.url))

/** A phone's WeChat: anything else would be shown how to get there. */
export const wechat =
  'Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 XWEB/1300 MicroMessenger/8.0.49 Language/zh_CN'

export interface MeasuredCheckout {
  readonly publicUrl: string
  close: () => Promise<void>
}

/** The production build behind the production backend, with the sandbox's WeChat and Paymax beside it. */
export async function openMeasured(): Promise<MeasuredCheckout> {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}/pay/`
  const sandbox = await startSandbox({ checkout: { publicUrl, backendUrl: publicUrl } })
  const dataDir = await mkdtemp(join(tmpdir(), 'checkout-bench-'))
  const backend = startBackend([process.execPath, main], {
    ...sandbox.checkoutEnvironment(),
    NODE_ENV: 'production',
    PUBLIC_URL: publicUrl,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: randomBytes(24).toString('hex'),
    MERCHANT_NAME: '山茶咖啡',
    CATALOG_FILE: catalog,
    LOG_LEVEL: 'warn',
  })

  async function close(): Promise<void> {
    await backend.stop()
    await sandbox.close()
    await rm(dataDir, { recursive: true, force: true })
  }

  try {
    await untilReady(`${publicUrl}api/readyz`, backend.ended)
  } catch (error) {
    await close()
    throw error
  }
  return { publicUrl, close }
}
