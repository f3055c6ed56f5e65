import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type BrowserContext } from '@playwright/test'
import { startBackend, untilReady } from '../../mocks/sandbox/demo/backend'
import { freePort } from '../../mocks/sandbox/demo/ports'
import { startSandbox } from '../../mocks/sandbox/sandbox'
import { browserOptions } from '../browser'

const main = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url))
const catalog = fileURLToPath(new URL('../../mocks/sandbox/demo/catalog.json', import.meta.url))

const wechat =
  'Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 XWEB/1300 MicroMessenger/8.0.49 Language/zh_CN'

export interface Reached {
  readonly name: string
  /** On the wire, headers not counted. */
  readonly bytes: number
}

/** One whole way from the landing to the call of the bridge, with an empty cache. */
export async function landingToSheet(): Promise<Reached[]> {
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}/pay/`
  const sandbox = await startSandbox({ checkout: { publicUrl, backendUrl: publicUrl } })
  const dataDir = await mkdtemp(join(tmpdir(), 'checkout-bench-'))
  const backend = startBackend([process.execPath, main], {
    ...sandbox.checkoutEnvironment(),
    PUBLIC_URL: publicUrl,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: dataDir,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: randomBytes(24).toString('hex'),
    MERCHANT_NAME: 'bench',
    CATALOG_FILE: catalog,
    LOG_LEVEL: 'warn',
  })
  await untilReady(`${publicUrl}api/readyz`, backend.ended)
  const browser = await chromium.launch(browserOptions())
  try {
    const context = await browser.newContext({ userAgent: wechat, locale: 'zh-CN', isMobile: true })
    context.setDefaultTimeout(20_000)
    return await walk(context, publicUrl)
  } finally {
    await browser.close()
    await backend.stop()
    await sandbox.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function walk(context: BrowserContext, publicUrl: string): Promise<Reached[]> {
  const page = await context.newPage()
  const reached: Reached[] = []
  page.on('requestfinished', (request) => {
    const name = new URL(request.url()).pathname
    if (!request.url().startsWith(publicUrl)) return
    const size = request.sizes().then(({ responseBodySize: bytes }) => ({ name, bytes }))
    void size.then((file) => reached.push(file))
  })
  const called = new Promise<Reached[]>((resolve) => {
    void page.exposeFunction('sheetOpens', () => resolve([...reached]))
  })
  await page.addInitScript({
    content: 'window.WeixinJSBridge = { invoke: function () { window.sheetOpens() } }',
  })
  await page.goto(new URL('api/oauth/authorize?to=checkout%3Fitem%3Dcoffee', publicUrl).href)
  await page.getByRole('button', { name: '支付' }).click()
  return called
}
