import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Agent, fetch as fetchWith } from 'undici'
import { startBuiltBackend, type BuiltBackend } from '../../../mocks/sandbox/demo/built-backend'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { createGatewaySwitch } from '../../../mocks/sandbox/gateway-switch'
import { startSandbox, type Sandbox } from '../../../mocks/sandbox/sandbox'
import type { MerchantOrder } from '../../../server/contract/merchant-orders'
import { createMerchant } from '../../server/support/merchant'
import { startNginx } from '../../server/support/nginx'

const main = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url))
const inspectCommand = fileURLToPath(new URL('../../../dist/server/inspect.js', import.meta.url))
const catalog = fileURLToPath(new URL('../../../mocks/sandbox/demo/catalog.json', import.meta.url))

export interface CheckoutOptions {
  /** Where the payment directory is on its host. */
  readonly directory: string
  readonly environment: Readonly<Record<string, string>>
  /** Nothing between browser and backend: pages and headers arrive as they are served. */
  readonly direct: boolean
  /** The Node.js that runs the backend; by default the one of the tests. */
  readonly program?: string
  /** The nginx of `deploy` in front, with https and the pages as they are served. */
  readonly nginx?: boolean
  /** With that nginx: pages and scripts from its disk. */
  readonly pagesFromDisk?: boolean
}

/** The production backend with the built pages, between the sandbox's WeChat and Paymax. */
export interface Checkout {
  readonly sandbox: Sandbox
  readonly publicUrl: string
  /** An order as a merchant's own system would make it. */
  placeOrder: (order?: Record<string, unknown>) => Promise<MerchantOrder>
  readOrder: (orderNo: string) => Promise<MerchantOrder>
  /** What Prometheus reads. */
  metrics: () => Promise<string>
  /** What `npm run inspect` prints of it. */
  inspect: (orderNo: string) => Promise<string>
  /** The merchant's own doings, each of which must be accepted. */
  closeOrder: (orderNo: string) => Promise<void>
  refund: (orderNo: string, amount: number) => Promise<void>
  close: () => Promise<void>
}

export async function openCheckout(options: CheckoutOptions): Promise<Checkout> {
  const { directory, environment, direct } = options
  const [phonePort, backendPort] = [await freePort(), await freePort()]
  const ownUrl = `http://127.0.0.1:${backendPort}${directory}`
  const nginx = options.nginx
    ? await startNginx([backendPort], options.pagesFromDisk ? directory : null)
    : null
  const phoneUrl = direct ? ownUrl : `http://127.0.0.1:${phonePort}${directory}`
  const publicUrl = nginx ? `${nginx.https}${directory}` : phoneUrl
  const merchantKey = randomBytes(24).toString('hex')
  const first = environment['GATEWAY'] === 'wechatpay' ? 'wechatpay' : 'paymax'
  const move: { backend: BuiltBackend | null } = { backend: null }
  const sandbox = await startSandbox({
    gatewaySwitch: createGatewaySwitch(first, async (GATEWAY) => {
      await move.backend?.restartWith({ ...sandbox.wechatpayEnvironment(), GATEWAY })
    }),
    ...(!direct && !nginx && { phonePort }),
    checkout: { publicUrl, backendUrl: new URL(ownUrl).origin, merchantKey },
    webhookUrl: nginx
      ? (body, headers) => postOverTls(`${publicUrl}api/webhooks/paymax`, body, headers)
      : `${ownUrl}api/webhooks/paymax`,
    menu: [
      { title: '点一杯手冲', path: 'api/oauth/authorize?to=checkout%3Fitem%3Dcoffee' },
      { title: '自助付款', path: 'api/oauth/authorize?to=checkout' },
      { title: '拿铁快付', path: 'api/oauth/authorize?to=checkout%3Fitem%3Dlatte%26auto%3D1' },
    ],
  })
  const dataDir = await mkdtemp(join(tmpdir(), 'paymax-checkout-e2e-'))
  const given = {
    ...sandbox.checkoutEnvironment(),
    ...sandbox.shopEnvironment(),
    ...(first === 'wechatpay' && sandbox.wechatpayEnvironment()),
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(backendPort),
    DATA_DIR: dataDir,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: merchantKey,
    MERCHANT_NAME: '山茶咖啡',
    CATALOG_FILE: catalog,
    OPEN_AMOUNT: '1-500000',
    CLIENT_IP_FALLBACK: '203.0.113.7',
    LOG_LEVEL: 'fatal',
    ...(nginx && { TRUST_PROXY: 'loopback' }),
    ...environment,
  }
  const readyUrl = `${ownUrl}api/readyz`
  const backend = startBuiltBackend({
    main,
    environment: given,
    readyUrl,
    ...(options.program !== undefined && { program: options.program }),
  })
  move.backend = backend
  const merchant = createMerchant(new URL(ownUrl), merchantKey)

  async function close(): Promise<void> {
    await backend.stop()
    await nginx?.stop()
    await sandbox.close()
    await rm(dataDir, { recursive: true, force: true })
  }

  try {
    await backend.ready
  } catch (error) {
    await close()
    throw error
  }
  return {
    sandbox,
    publicUrl,
    placeOrder: (order) => merchant.placed(order),
    readOrder: async (orderNo) => (await merchant.read(orderNo)).body,
    metrics: () => merchant.metrics(),
    async inspect(orderNo) {
      const args = [inspectCommand, orderNo]
      return (await promisify(execFile)(process.execPath, args, { env: given })).stdout
    },
    closeOrder: async (orderNo) => accepted(await merchant.close(orderNo)),
    refund: async (orderNo, amount) => accepted(await merchant.refund(orderNo, { amount })),
    close,
  }
}

function accepted({ status, body }: { status: number; body: unknown }): void {
  if (status >= 300) throw new Error(`The merchant was refused: ${JSON.stringify(body)}`)
}

/** As a gateway does, but for the certificate, which is the test's own. */
async function postOverTls(url: string, body: string, headers: Record<string, string>) {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } })
  const answer = await fetchWith(url, { method: 'POST', body, headers, dispatcher })
  const told = { status: answer.status, body: await answer.text() }
  await dispatcher.close()
  return told
}
