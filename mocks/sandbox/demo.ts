import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startBuiltBackend } from './demo/built-backend'
import type { BuiltBackend } from './demo/built-backend'
import { openBrowser } from './demo/open-browser'
import { startHotBackend } from './demo/hot-backend'
import { orderByCurl } from './demo/merchant-api'
import { createOrder } from './demo/order'
import { servePages } from './demo/pages'
import { freePort, isBlocked, isTaken } from './demo/ports'
import { createGatewaySwitch, isGatewayName } from './gateway-switch'
import type { GatewayName } from './gateway-switch'
import { startSandbox } from './sandbox'

const hot = process.argv.includes('--hot')
const project = fileURLToPath(new URL('../../', import.meta.url))
const port = Number(process.env['PORT'] ?? 8080)
const publicUrl = `http://127.0.0.1:${port}/pay/`
const merchantName = '山茶咖啡'
const merchantContact = '400-820-1234'
/** The gateway for new payments at the start. */
const gateway = process.env['GATEWAY'] || 'paymax'
/** For a receiver of one's own beside the demo, with a secret of its own. */
const notifySecret = process.env['NOTIFY_SECRET'] ?? ''
const titles: Readonly<Record<GatewayName, string>> = {
  paymax: 'Paymax',
  wechatpay: '微信支付 · WeChat Pay',
}
const goesTo = (name: GatewayName) => `新的支付走 · New payments go to: ${titles[name]}`

const endings: (() => Promise<unknown>)[] = []
let ending: Promise<never> | null = null

/** Closed in reverse order; the database's folder is deleted when nobody writes to it. */
function end(code: number, reason = ''): Promise<never> {
  ending ??= (async () => {
    if (reason) console.error(`\n${reason}`)
    for (const stop of endings.reverse()) await stop().catch(() => undefined)
    process.exit(code)
  })()
  return ending
}

const say = (line: string) => console.log(`  ${line}`)

async function start(): Promise<void> {
  if (isBlocked(port)) return end(1, `Browsers refuse port ${port}. ${chooseAnother()}`)
  if (!isGatewayName(gateway)) return end(1, `GATEWAY is paymax or wechatpay, not ${gateway}.`)
  const backendPort = await freePort()
  const backendUrl = `http://127.0.0.1:${backendPort}/pay/`
  const merchantApiKey = randomBytes(24).toString('hex')
  const pagesPort = hot ? await freePort() : backendPort
  const move: { backend: Pick<BuiltBackend, 'restartWith'> | null } = { backend: null }
  const sandbox = await startSandbox({
    gatewaySwitch: createGatewaySwitch(gateway, async (name) => {
      await move.backend?.restartWith({ GATEWAY: name })
      say(goesTo(name))
    }),
    merchantName,
    ...(notifySecret && { notifySecret }),
    phonePort: port,
    checkout: {
      publicUrl,
      backendUrl: new URL(backendUrl).origin,
      pagesUrl: `http://127.0.0.1:${pagesPort}`,
      merchantKey: merchantApiKey,
    },
    webhookUrl: `${backendUrl}api/webhooks/paymax`,
    menu: [
      { title: '点一杯手冲', path: 'api/oauth/authorize?to=checkout%3Fitem%3Dcoffee' },
      { title: '自助付款', path: 'api/oauth/authorize?to=checkout' },
      { title: '拿铁快付', path: 'api/oauth/authorize?to=checkout%3Fitem%3Dlatte%26auto%3D1' },
    ],
  })
  endings.push(() => sandbox.close())

  const dataDir = await mkdtemp(join(tmpdir(), 'paymax-checkout-demo-'))
  endings.push(() => rm(dataDir, { recursive: true, force: true }))
  const environment = {
    ...sandbox.checkoutEnvironment(),
    ...sandbox.wechatpayEnvironment(),
    ...sandbox.shopEnvironment(),
    GATEWAY: gateway,
    NODE_ENV: hot ? 'development' : 'production',
    HOST: '127.0.0.1',
    PORT: String(backendPort),
    DATA_DIR: dataDir,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: merchantApiKey,
    MERCHANT_NAME: merchantName,
    MERCHANT_CONTACT: merchantContact,
    CATALOG_FILE: fileURLToPath(new URL('./demo/catalog.json', import.meta.url)),
    OPEN_AMOUNT: '1-500000',
    // People who try things out soon pay for the same twice; the question should still appear once.
    JUST_PAID_WINDOW: '60',
    CLIENT_IP_FALLBACK: '203.0.113.7',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
  }
  const readyUrl = `${backendUrl}api/readyz`
  if (hot) {
    endings.push(await servePages(project, pagesPort, new URL(publicUrl).pathname, merchantContact))
    const backend = await startHotBackend({ project, environment, readyUrl, say })
    endings.push(() => backend.stop())
    move.backend = backend
    await backend.ready
  } else {
    const main = join(project, 'dist/server/main.js')
    const backend = startBuiltBackend({ main, environment, readyUrl })
    endings.push(() => backend.stop())
    move.backend = backend
    void backend.ended.then((reason) => end(1, `The backend ${reason}; the demo ends with it.`))
    await backend.ready
  }
  const { orderNo, checkoutUrl } = await createOrder(backendUrl, merchantApiKey)
  sandbox.phone?.menu.push({
    title: '会员年卡',
    message: '¥129.00，点开即可付款',
    payment: orderNo,
    path: new URL(checkoutUrl).href,
  })

  console.log(`
  沙箱已就绪 · The sandbox is ready

    ${sandbox.phone?.url ?? publicUrl}

  手机在左：点公众号菜单，付款密码 123456。右边的面板能让任何一步出错。
  Tap the account's menu on the phone; the PIN is 123456. The panel beside it
  makes things go wrong and explains every message. Ctrl-C ends it all.

  商家的页面，通知一到就显示 · The shop, each notification as it arrives:

    ${sandbox.phone?.shop.url ?? ''}

  ${goesTo(gateway)}

  商家接口的密钥 · The merchant's key: ${merchantApiKey}
  用它下单，得到付款链接 · An order made with it, and the link that pays it:

${orderByCurl(publicUrl, merchantApiKey)}
`)
  openBrowser(sandbox.phone?.url ?? publicUrl)
}

function chooseAnother(): string {
  const another = isBlocked(port) || isBlocked(port + 1) ? 8080 : port + 1
  return `Choose another: PORT=${another} npm run ${hot ? 'dev' : 'demo'}`
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0))

start().catch((error: unknown) => {
  const taken = `Port ${port} is taken. ${chooseAnother()}`
  const reason = error instanceof Error ? error.message : String(error)
  return end(1, isTaken(error) ? taken : reason)
})
