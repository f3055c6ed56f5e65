import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../mocks/sandbox/demo/ports'
import { startSandbox, type Sandbox } from '../../mocks/sandbox/sandbox'
import { createBook, type Book } from './book'
import { beTheChannel } from './channel'
import { createClient } from './client'
import { createCampaignClock } from './clock'
import { close, type Closing, type ClosingPhase } from './closing'
import { createDice, type Dice } from './dice'
import type { Violation } from './evidence'
import { createKills, execute, type Kills } from './executioner'
import { startFleet, type Fleet } from './fleet'
import { createAim, type Aim, type Instant } from './instants'
import { askEverythingAgain, beTheMerchant } from './merchant'
import { beAPayer } from './payer'
import { startTap, type Passed, type Tap } from './paymax-tap'
import { violationsOf } from './verdict'
import { createWebhookPost } from './webhook-post'
import { createPeople, type World } from './world'

export type Phase = 'kills' | 'going home' | ClosingPhase | 'comparing'

export interface CampaignOptions {
  readonly seed: string
  readonly plan: readonly Instant[]
  readonly processes: number
  /** Where the backends keep their rows: `DATABASE_URL` or `DATA_DIR`. */
  readonly database: Readonly<Record<string, string>>
  readonly main: string
  readonly payers: number
  /** Nobody goes home before so many have paid. */
  readonly payments: number
  readonly logDir: string
  /** Leaves out the part of the end that takes a minute by the true clock. */
  readonly hasty: boolean
  /** Told when the next phase begins. */
  readonly onPhase: (phase: Phase) => void
}

export interface Outcome {
  readonly kills: Kills
  readonly book: Book
  readonly sandbox: Sandbox
  readonly line: readonly Passed[]
  readonly closing: Closing
  readonly violations: readonly Violation[]
}

/** Loads the backend, kills its processes by plan, lets everything end, and compares. */
export async function runCampaign(options: CampaignOptions): Promise<Outcome> {
  const dice = createDice(options.seed)
  const set = await setUp(options, dice)
  const { world, fleet, aim, clock, book, kills } = set
  const { onPhase, hasty } = options
  try {
    await Promise.all(fleet.bases.map((_, index) => fleet.ready(index)))
    onPhase('kills')
    const everybody = liveIn(world, options.payers, dice)
    await execute(options.plan, { fleet, aim, dice: dice.fork('kills'), kills })
    while (book.payments.length < options.payments) await pause(100)
    onPhase('going home')
    set.calm()
    world.client.abandon()
    await everybody
    const merchant = { ...world, client: createClient(fleet.bases, aim, book) }
    const closing = await close(merchant, { fleet, clock, hasty, onPhase })
    onPhase('comparing')
    await askEverythingAgain(merchant)
    const { sandbox, line } = world
    const { orders, late } = closing
    const violations = [
      ...[...late, ...book.complaints].map((what) => ({ orderId: null, what })),
      ...violationsOf({ book, orders, charges: sandbox.paymax.charges(), line }),
    ]
    return { kills, book, sandbox, line, closing, violations }
  } finally {
    await set.tearDown()
  }
}

async function liveIn(world: World, payers: number, dice: Dice): Promise<void> {
  await Promise.all([
    ...Array.from({ length: payers }, (_, index) => beAPayer(world, dice.fork(`payer ${index}`))),
    beTheMerchant(world, dice.fork('merchant A'), 'A'),
    beTheMerchant(world, dice.fork('merchant B'), 'B'),
    beTheChannel(world, dice.fork('channel')),
  ])
}

interface SetUp {
  readonly world: World
  readonly fleet: Fleet
  readonly aim: Aim
  readonly clock: ReturnType<typeof createCampaignClock>
  readonly book: Book
  readonly kills: Kills
  /** Nothing is lost on the line to Paymax any more. */
  readonly calm: () => void
  readonly tearDown: () => Promise<void>
}

async function setUp(options: CampaignOptions, dice: Dice): Promise<SetUp> {
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
  { database }: CampaignOptions,
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
    CLIENT_IP_FALLBACK: '203.0.113.7',
    CHARGE_TTL: '180',
    CHARGE_REUSE: '3',
    CHARGE_GRACE: '2',
    LOG_LEVEL: 'warn',
  }
}
