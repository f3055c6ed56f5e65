import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { untilReady } from '../../../mocks/sandbox/demo/backend'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { startPostgres } from '../../server/support/start-postgres'
import { newDatabase } from '../processes/processes'
import type { Benchmark, Figure, Measured } from '../report/figure'
import { backendMain } from '../setting/node-process'
import { configuration, originAt } from '../throughput/bench'
import { buildParts, type Part } from '../throughput/build'
import { startHelper, type Helper } from '../throughput/processes'
import { asEnvironment, createWorld, type World } from '../throughput/world'
import { leaveUntold, openDeadAddresses } from './dead-addresses'
import { openShop, type Shop } from './shop'

const rounds = Number(process.env['RUNS'] ?? 3)
const payments = 300
/** In ms: twenty payments a second, which leaves the machine idle in between. */
const every = 50
const dead = 1_000
const counts = [1, 2] as const

/** How soon the shop knows what the backend was told. */
export const notifications: Benchmark = {
  name: 'notifications',
  title: 'from Paymax’s webhook to the notification at the shop, with and without dead addresses',
  run,
}

interface Delays {
  readonly p50: number
  readonly p99: number
}

interface Scene {
  readonly processes: number
  readonly dead: number
  readonly rounds: readonly Delays[]
}

async function run(): Promise<Measured> {
  const [part, world, postgres] = [
    await buildParts(),
    await createWorld(),
    await startPostgres('fsync'),
  ]
  const shop = await openShop()
  const addresses = await openDeadAddresses(dead)
  try {
    const scenes: Scene[] = []
    for (const processes of counts) {
      const url = await newDatabase(postgres.url)
      const bench = await openBench(part, world, { processes, url, shop })
      try {
        // Compilers and caches warm up before anything counts.
        await measure(bench, shop)
        scenes.push({ processes, dead: 0, rounds: await measureAll(bench, shop) })
        await leaveUntold(bench.publicUrl, world.apiKeys, addresses.urls)
        await addresses.allTried()
        scenes.push({ processes, dead, rounds: await measureAll(bench, shop) })
      } finally {
        await bench.close()
      }
    }
    return { figures: scenes.flatMap(figuresOf), notes }
  } finally {
    await Promise.all([shop.close(), addresses.close()])
    await postgres.stop()
  }
}

interface Bench {
  readonly driver: Helper
  readonly publicUrl: string
  readonly load: { readonly origin: string; readonly backends: readonly string[] }
  readonly close: () => Promise<void>
}

async function openBench(
  part: (part: Part) => string,
  world: World,
  { processes, url, shop }: { processes: number; url: string; shop: Shop },
): Promise<Bench> {
  const started: Helper[] = []
  const start = (...args: Parameters<typeof startHelper>) => {
    const helper = startHelper(...args)
    started.push(helper)
    return helper
  }
  const environment = { ...asEnvironment(world), NODE_ENV: 'production' }
  const standIn = start(part('stand-in'), environment)
  const driver = start(part('driver'), environment)
  await standIn.ask({ ask: 'listen' })
  const ports = await Promise.all(Array.from({ length: processes }, freePort))
  const shared = {
    ...configuration(world, ports[0] ?? 0, ''),
    DATABASE_URL: url,
    NOTIFY_URL: shop.url,
    NOTIFY_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
    NOTIFY_ALLOW_PRIVATE: '127.0.0.0/8',
  }
  for (const port of ports) {
    const backend = start(backendMain, { ...shared, PORT: String(port) })
    await untilReady(`${originAt(port)}/pay/api/readyz`, backend.ended)
  }
  const origin = originAt(ports[0] ?? 0)
  return {
    driver,
    publicUrl: `${origin}/pay/`,
    load: { origin, backends: ports.map(originAt) },
    close: async () => {
      await Promise.all(started.map((helper) => helper.stop()))
    },
  }
}

async function measureAll(bench: Bench, shop: Shop): Promise<Delays[]> {
  const measured: Delays[] = []
  for (let round = 0; round < rounds; round += 1) measured.push(await measure(bench, shop))
  return measured
}

async function measure({ driver, load }: Bench, shop: Shop): Promise<Delays> {
  const all = { ...load, payments, atOnce: 8, every }
  await driver.ask({ ask: 'prepare', ...all })
  await driver.ask({ ask: 'pay', ...all })
  const sent = (await driver.ask({ ask: 'webhooksSent' })) as [orderId: string, at: number][]
  const giveUpAt = Date.now() + 30_000
  while (sent.some(([orderId]) => !shop.paidAt.has(orderId))) {
    if (Date.now() > giveUpAt) throw new Error('A shop was not told within half a minute.')
    await pause(100)
  }
  const delays = sent
    .map(([orderId, at]) => (shop.paidAt.get(orderId) ?? Infinity) - at)
    .sort((a, b) => a - b)
  const at = (share: number) => delays[Math.ceil(share * delays.length) - 1] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99) }
}

function figuresOf(scene: Scene): Figure[] {
  const who = `${String(scene.processes)} ${scene.processes === 1 ? 'process' : 'processes'}`
  const beside = scene.dead === 0 ? 'no dead address' : `${String(scene.dead)} dead addresses`
  const name = (which: string) => `${which}, ${who}, ${beside}`
  const common = { unit: 'ms', baseline: null }
  return [
    {
      ...common,
      name: name('p50'),
      ours: scene.rounds.map(({ p50 }) => p50),
      ...{ required: null, aim: null },
    },
    {
      ...common,
      name: name('p99'),
      ours: scene.rounds.map(({ p99 }) => p99),
      ...{ required: { atMost: 1_500 }, aim: { atMost: 300 } },
    },
  ]
}

const notes = [
  `${String(payments)} payments a round, one every ${String(every)} ms whatever the others do, each call to the next process; one round of warming up.`,
  'A dead address takes the connection and never answers; each has one notification that is tried again and again.',
  'PostgreSQL with fsync, stand-ins, payers and the shop run on the same machine.',
]
