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
import { startTap, type Passed, type Tap } from './paymax-tap'
import { createWebhookPost } from './webhook-post'
import { createPeople, type World } from './world'

export interface SetUpOptions {
  readonly processes: number
  /** Where the backends keep their rows: `DATABASE_URL` or `DATA_DIR`. */
  readonly database: Readonly<Record<string, string>>
  /** The production build's main file. */
  readonly main: string
  readonly logDir: string
}

/** The backends between the sandbox's two, with everything that listens in on them. */
interface SetUp {
  readonly world: World
  readonly fleet: Fleet
  readonly aim: Aim
  readonly clock: CampaignClock
  readonly book: Book
  readonly kills: Kills
  /** Nothing is lost on the line to Paymax any more. */
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
  const post = createWebhookPost({ bases, aim, book, dice: dice.fork('webhooks'), never: 0.25 })
  const people = createPeople(40)
  const sandbox = await startSandbox({
    now: clock.now,
    payers: people,
    webhookSpeed: 4,
    webhookUrl: post.deliver,
    checkout: { publicUrl: publicUrl.href, backendUrl: publicUrl.origin },
  })
  const line: Passed[] = []
  let lossy = 0.01
  const taps = await startTaps(sandbox, { aim, dice, line, lossy: () => lossy }, bases.length)
  const merchantKey = randomBytes(24).toString('hex')
  const environment = environmentOf(options, { sandbox, publicUrl, merchantKey })
  const fleet = startFleet({
    main: options.main,
    bases,
    environment: (index) => ({ ...environment, PAYMAX_BASE_URL: taps[index]?.baseUrl ?? '' }),
    logDir: options.logDir,
    onUnasked: (index, how) => book.broken(`backend ${index} ended by itself: ${how}`),
  })
  const client = createClient(bases, aim, book)
  const world = { client, book, sandbox, post, line, people, publicUrl, merchantKey, links: [] }
  return {
    world,
    fleet,
    aim,
    clock,
    book,
    kills,
    calm: () => {
      lossy = 0
    },
    async tearDown() {
      await fleet.stop()
      await Promise.all([...taps.map((tap) => tap.close()), sandbox.close()])
    },
  }
}

async function freeBases(count: number): Promise<URL[]> {
  const ports = new Set<number>()
  while (ports.size < count) ports.add(await freePort())
  return [...ports].map((port) => new URL(`http://127.0.0.1:${port}/pay/`))
}

function startTaps(
  sandbox: Sandbox,
  { aim, dice, line, lossy }: { aim: Aim; dice: Dice; line: Passed[]; lossy: () => number },
  count: number,
): Promise<Tap[]> {
  const paymaxUrl = sandbox.paymax.baseUrl
  return Promise.all(
    Array.from({ length: count }, (_, process) =>
      startTap({ paymaxUrl, process, aim, dice: dice.fork(`line ${process}`), log: line, lossy }),
    ),
  )
}

/** Times as short as the contract takes them, so that charges are replaced while the campaign lasts. */
function environmentOf(
  { database }: SetUpOptions,
  { sandbox, publicUrl, merchantKey }: { sandbox: Sandbox; publicUrl: URL; merchantKey: string },
): Record<string, string> {
  return {
    ...sandbox.checkoutEnvironment(),
    ...database,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PUBLIC_URL: publicUrl.href,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: merchantKey,
    MERCHANT_NAME: '山茶咖啡',
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
