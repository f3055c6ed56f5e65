import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { untilReady } from '../../../mocks/sandbox/demo/backend'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { startPostgres } from '../../server/support/start-postgres'
import type { Benchmark, Figure, Measured } from '../report/figure'
import { configuration, originAt } from '../throughput/bench'
import { buildParts } from '../throughput/build'
import { cpuSecondsOf, startHelper, type Helper } from '../throughput/processes'
import { asEnvironment, createWorld } from '../throughput/world'
import { backendMain } from '../setting/node-process'

const rounds = Number(process.env['RUNS'] ?? 5)
/** For each process that takes part. */
const payments = 500
const atOnce = 8
const counts = [1, 2, 4] as const

/** Whole payments on PostgreSQL, by how many processes of the backend share them. */
export const processes: Benchmark = {
  name: 'processes',
  title: 'whole payments on PostgreSQL by one, two and four processes',
  run,
}

interface Round {
  readonly perSecond: number
  /** Of all the backends together, ms. */
  readonly cpuPerPayment: number
}

async function run(): Promise<Measured> {
  const part = await buildParts()
  const world = await createWorld()
  const postgres = await startPostgres('fsync')
  const started: Helper[] = []
  const start = (...args: Parameters<typeof startHelper>) => {
    const helper = startHelper(...args)
    started.push(helper)
    return helper
  }
  try {
    const environment = { ...asEnvironment(world), NODE_ENV: 'production' }
    const standIn = start(part('stand-in'), environment)
    const driver = start(part('driver'), environment)
    await standIn.ask({ ask: 'listen' })
    const ports = await freePorts(Math.max(...counts))
    const url = await newDatabase(postgres.url)
    const shared = { ...configuration(world, ports[0] ?? 0, ''), DATABASE_URL: url }
    const backends: Placed[] = []
    for (const port of ports) {
      // One after the other: the first brings the database up to date.
      const backend = start(backendMain, { ...shared, PORT: String(port) }, part('meter'))
      await untilReady(`${originAt(port)}/pay/api/readyz`, backend.ended)
      backends.push({ ...backend, origin: originAt(port) })
    }
    const apart: Placed[] = []
    for (const port of await freePorts(Math.max(...counts), ports)) {
      const own = {
        ...configuration(world, port, ''),
        DATABASE_URL: await newDatabase(postgres.url),
      }
      const backend = start(backendMain, own, part('meter'))
      await untilReady(`${originAt(port)}/pay/api/readyz`, backend.ended)
      apart.push({ ...backend, origin: originAt(port) })
    }
    const measured: Runs = { together: new Map(), apart: new Map() }
    for (let round = 0; round <= rounds; round += 1) {
      for (const count of counts) {
        // Each takes part as often as the others: what is compiled in one is not in another.
        const those = (all: readonly Placed[]) => fromThe(round, all).slice(0, count)
        const origin = originAt(ports[0] ?? 0)
        const together = await measureRound(driver, [{ origin, backends: those(backends) }])
        const own = those(apart).map((one) => ({ origin: one.origin, backends: [one] }))
        const alone = await measureRound(driver, own)
        // Compilers and caches warm up before anything counts.
        if (round === 0) continue
        keep(measured.together, count, together)
        keep(measured.apart, count, alone)
      }
    }
    return { figures: counts.flatMap((count) => figuresOf(count, measured)), notes }
  } finally {
    await Promise.all(started.map((helper) => helper.stop()))
    await postgres.stop()
  }
}

interface Placed extends Helper {
  readonly origin: string
}

/** By the number of processes: those of one database, and as many that share nothing but the machine. */
type Runs = Record<'together' | 'apart', Map<number, Round[]>>

function keep(runs: Map<number, Round[]>, count: number, round: Round): void {
  runs.set(count, [...(runs.get(count) ?? []), round])
}

/** The same, beginning with another one each round. */
function fromThe(round: number, all: readonly Placed[]): readonly Placed[] {
  const first = round % all.length
  return [...all.slice(first), ...all.slice(0, first)]
}

/** One checkout: the address that its payers use, and the processes that serve it in turn. */
interface Checkout {
  readonly origin: string
  readonly backends: readonly Placed[]
}

async function measureRound(driver: Helper, checkouts: readonly Checkout[]): Promise<Round> {
  const loads = checkouts.map(({ origin, backends }) => ({
    origin,
    backends: backends.map((backend) => backend.origin),
    payments: payments * backends.length,
    atOnce: atOnce * backends.length,
  }))
  const all = checkouts.flatMap(({ backends }) => backends)
  for (const load of loads) await driver.ask({ ask: 'prepare', ...load })
  const before = await cpuOf(all)
  const took = await Promise.all(loads.map((load) => driver.ask({ ask: 'pay', ...load })))
  const used = (await cpuOf(all)) - before
  const made = payments * all.length
  return {
    perSecond: made / Math.max(...(took as number[])),
    cpuPerPayment: (used * 1000) / made,
  }
}

async function cpuOf(backends: readonly Helper[]): Promise<number> {
  const used = await Promise.all(backends.map(cpuSecondsOf))
  return used.reduce((sum, one) => sum + one, 0)
}

/** @param taken none of these */
async function freePorts(count: number, taken: readonly number[] = []): Promise<number[]> {
  const ports = new Set(taken)
  while (ports.size < taken.length + count) ports.add(await freePort())
  return [...ports].slice(taken.length)
}

/** @returns the address of a database with nothing in it */
export async function newDatabase(server: string): Promise<string> {
  const name = `bench_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return `${server}/${name}`
}

function figuresOf(count: number, measured: Runs): Figure[] {
  const of = (runs: Map<number, Round[]>, processes: number, part: keyof Round) =>
    (runs.get(processes) ?? []).map((round) => round[part])
  const who = `${String(count)} ${count === 1 ? 'process' : 'processes'}`
  const ours = { name: `payments a second, ${who}`, unit: 'payments/s' }
  const cpu = { name: `CPU of all backends a payment, ${who}`, unit: 'ms' }
  const told = { required: null, aim: null }
  const one = (part: keyof Round) => ({ name: '1 process', runs: of(measured.together, 1, part) })
  const perSecond = of(measured.together, count, 'perSecond')
  const cpuPerPayment = of(measured.together, count, 'cpuPerPayment')
  if (count === 1) {
    return [
      { ...ours, ours: perSecond, baseline: null, ...told },
      { ...cpu, ours: cpuPerPayment, baseline: null, ...told },
    ]
  }
  const apart = {
    name: `${who} that share nothing`,
    runs: of(measured.apart, count, 'cpuPerPayment'),
  }
  return [
    { ...ours, ours: perSecond, baseline: one('perSecond'), ...told },
    { ...cpu, ours: cpuPerPayment, baseline: one('cpuPerPayment'), ...told },
    { ...cpu, ours: cpuPerPayment, baseline: apart, ...told },
  ]
}

const notes = [
  `${String(payments)} payments a process and round, ${String(atOnce)} at a time for each, each call to the next process; the counts and the processes take turns, one round of warming up.`,
  'PostgreSQL with fsync, the stand-ins and the payers run on the same machine: where it has two cores, what more processes can show is that a payment does not get dearer.',
]
