import { randomBytes } from 'node:crypto'
import { freePort } from '../../mocks/sandbox/demo/ports'
import { startSandbox, type Sandbox } from '../../mocks/sandbox/sandbox'
import { createBook, type Book } from './book'
import { createClient } from './client'
import { createCampaignClock, type CampaignClock } from './clock'
import type { Dice } from './dice'
import { createKills, type Kills } from './executioner'
import { startFleet, type Fleet } from './fleet'
import { createAim, type Aim } from './instants'
import { startTap, type Passed, type Tap, type TapOptions } from './gateway-tap'
import type { GatewayName } from '../../server/payments/core/records'
import { shopSecret, startShop } from './shop'
import { createWebhookPost, type About } from './webhook-post'
import { createPeople, type World } from './world'

export interface SetUpOptions {
  readonly processes: number
  /** Where the backends keep their rows: `DATABASE_URL` or `DATA_DIR`. */
  readonly database: Readonly<Record<string, string>>
  /** The production build's main file. */
  readonly main: string
  readonly logDir: string
  /** Where new charges are made; `moving`: at Paymax, and from the middle on at WeChat Pay. */
  readonly gateway: GatewayName | 'moving'
}

/** The backends between the sandbox's two, with everything that listens in on them. */
interface SetUp {
  readonly world: World
  readonly fleet: Fleet
  readonly aim: Aim
  readonly clock: CampaignClock
  readonly book: Book
  readonly kills: Kills
  /** From now on new charges are made at WeChat Pay; whoever runs is killed and starts anew. */
  readonly move: () => Promise<void>
  /** Nothing is lost on the lines to the gateways any more. */
  readonly calm: () => void
  readonly tearDown: () => Promise<void>
}

export async function setUp(options: SetUpOptions, dice: Dice): Promise<SetUp> {
  const bases = await freeBases(options.processes)
  const publicUrl = bases[0] ?? new URL('http://127.0.0.1/')
  const clock = createCampaignClock()
  const book = createBook()
  const kills = createKills()
  const aim = createAim((index) => fleet.kill(index))
  const people = createPeople(40)
  const post = createWebhookPost({
    ...{ bases, aim, book, dice: dice.fork('webhooks'), never: 0.25 },
    unseal: (body) => aboutOfNotice(sandbox, body),
  })
  const shop = await startShop({
    ...{ aim, dice: dice.fork('shop'), processes: bases.length },
    broken: (what) => book.broken(what),
  })
  const sandbox: Sandbox = await startSandbox({
    now: clock.now,
    payers: people,
    webhookSpeed: 4,
    webhookUrl: post.deliver.paymax,
    noticeUrl: post.deliver.wechatpay,
    checkout: { publicUrl: publicUrl.href, backendUrl: publicUrl.origin },
  })
  const line: Passed[] = []
  let lossy = 0.01
  const wires = { aim, dice, log: line, lossy: () => lossy }
  const { length } = bases
  const toPaymax = await startTaps('paymax', sandbox.paymax.baseUrl, wires, length)
  const toWechatPay = await startTaps('wechatpay', sandbox.wechatpay.baseUrl, wires, length)
  const merchantKey = randomBytes(24).toString('hex')
  const environment = environmentOf(options, { sandbox, publicUrl, merchantKey, shop: shop.url })
  let gateway: GatewayName = options.gateway === 'moving' ? 'paymax' : options.gateway
  const fleet = startFleet({
    main: options.main,
    bases,
    environment: (index) => ({
      ...environment,
      GATEWAY: gateway,
      PAYMAX_BASE_URL: toPaymax[index]?.baseUrl ?? '',
      WECHATPAY_BASE_URL: toWechatPay[index]?.baseUrl ?? '',
    }),
    logDir: options.logDir,
    onUnasked: (index, how) => book.broken(`backend ${index} ended by itself: ${how}`),
  })
  const client = createClient(bases, aim, book)
  const outside = { client, book, sandbox, post, shop, line, people }
  const world = { ...outside, publicUrl, merchantKey, links: [] }
  return {
    world,
    fleet,
    aim,
    clock,
    book,
    kills,
    move: () => {
      gateway = 'wechatpay'
      return fleet.restartAll([])
    },
    calm: () => {
      lossy = 0
    },
    async tearDown() {
      await fleet.stop()
      const taps = [...toPaymax, ...toWechatPay].map((tap) => tap.close())
      await Promise.all([...taps, sandbox.close(), shop.close()])
    },
  }
}

async function freeBases(count: number): Promise<URL[]> {
  const ports = new Set<number>()
  while (ports.size < count) ports.add(await freePort())
  return [...ports].map((port) => new URL(`http://127.0.0.1:${port}/pay/`))
}

function startTaps(
  gateway: GatewayName,
  gatewayUrl: string,
  wires: Pick<TapOptions, 'aim' | 'dice' | 'log' | 'lossy'>,
  count: number,
): Promise<Tap[]> {
  return Promise.all(
    Array.from({ length: count }, (_, process) => {
      const dice = wires.dice.fork(`line ${gateway} ${process}`)
      return startTap({ ...wires, gateway, gatewayUrl, process, dice })
    }),
  )
}

/** The stand-in knows what it has sealed. */
function aboutOfNotice({ wechatpay }: Sandbox, body: string): About {
  const notice = wechatpay.notices().find((one) => one.body === body)
  const chargeId = notice?.order.outTradeNo ?? ''
  return { chargeId, paid: notice?.type === 'TRANSACTION.SUCCESS' }
}

/** Times as short as the contract takes them, so that charges are replaced while the campaign lasts. */
function environmentOf(
  { database }: SetUpOptions,
  {
    sandbox,
    publicUrl,
    merchantKey,
    shop,
  }: { sandbox: Sandbox; publicUrl: URL; merchantKey: string; shop: string },
): Record<string, string> {
  return {
    ...sandbox.checkoutEnvironment(),
    ...sandbox.wechatpayEnvironment(),
    ...database,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PUBLIC_URL: publicUrl.href,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: merchantKey,
    MERCHANT_NAME: '山茶咖啡',
    NOTIFY_URL: shop,
    NOTIFY_SECRET: shopSecret,
    NOTIFY_ALLOW_PRIVATE: '127.0.0.0/8',
    OPEN_AMOUNT: '1-500000',
    // Each payer says where they are: limits go by address.
    TRUST_PROXY: 'loopback',
    CLIENT_IP_FALLBACK: '203.0.113.7',
    CHARGE_TTL: '180',
    CHARGE_REUSE: '3',
    CHARGE_GRACE: '2',
    LOG_LEVEL: 'warn',
  }
}
