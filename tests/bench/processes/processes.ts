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
    const measured = new Map<number, Round[]>(counts.map((count) => [count, []]))
    for (let round = 0; round <= rounds; round += 1) {
      for (const count of counts) {
        // Each takes part as often as the others: what is compiled in one is not in another.
        const first = round % backends.length
        const inTurn = [...backends.slice(first), ...backends.slice(0, first)]
        const taken = await measureRound(driver, originAt(ports[0] ?? 0), inTurn.slice(0, count))
        // Compilers and caches warm up before anything counts.
        if (round > 0) measured.get(count)?.push(taken)
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

async function measureRound(
  driver: Helper,
  origin: string,
  backends: readonly Placed[],
): Promise<Round> {
  const load = {
    origin,
    backends: backends.map(({ origin }) => origin),
    payments: payments * backends.length,
    atOnce: atOnce * backends.length,
  }
  await driver.ask({ ask: 'prepare', ...load })
  const before = await cpuOf(backends)
  const seconds = (await driver.ask({ ask: 'pay', ...load })) as number
  const used = (await cpuOf(backends)) - before
  return {
    perSecond: load.payments / seconds,
    cpuPerPayment: (used * 1000) / load.payments,
  }
}

async function cpuOf(backends: readonly Helper[]): Promise<number> {
  const used = await Promise.all(backends.map(cpuSecondsOf))
  return used.reduce((sum, one) => sum + one, 0)
}

async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>()
  while (ports.size < count) ports.add(await freePort())
  return [...ports]
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

function figuresOf(count: number, measured: ReadonlyMap<number, readonly Round[]>): Figure[] {
  const of = (processes: number, part: keyof Round) =>
    (measured.get(processes) ?? []).map((round) => round[part])
  const who = `${String(count)} ${count === 1 ? 'process' : 'processes'}`
  const figure = (name: string, unit: string, part: keyof Round): Figure => ({
    name: `${name}, ${who}`,
    unit,
    ours: of(count, part),
    baseline: count === 1 ? null : { name: '1 process', runs: of(1, part) },
    required: null,
    aim: null,
  })
  return [
    figure('payments a second', 'payments/s', 'perSecond'),
    figure('CPU of all backends a payment', 'ms', 'cpuPerPayment'),
  ]
}

const notes = [
  `${String(payments)} payments a process and round, ${String(atOnce)} at a time for each, each call to the next process; the counts and the processes take turns, one round of warming up.`,
  'PostgreSQL with fsync, the stand-ins and the payers run on the same machine: where it has two cores, what more processes can show is that a payment does not get dearer.',
]
