import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { startSandbox, type Sandbox } from '../../../mocks/sandbox/sandbox'
import type { Benchmark, Figure, Measured } from '../report/figure'
import { environmentFor } from '../setting/environment'
import { backendMain, readyAfter, residentMemory, startNode } from '../setting/node-process'

/** From the spawn of the production backend until it says that it can do its work, and what it takes idle. */
export const start: Benchmark = {
  name: 'start',
  title: 'start to ready on the embedded store, and idle memory',
  run,
}

const rounds = Math.max(9, Number(process.env['RUNS'] ?? 0))
/** How long nobody asks for anything before the memory is read. In ms. */
const idleFor = 3_000

async function run(): Promise<Measured> {
  const sandbox = await startSandbox()
  const kept = await newDataDir()
  const compiled = await newDataDir()
  const measured: Round[] = []
  try {
    // The first start fills the directory and every cache, and is not counted.
    await checkoutStart(sandbox, kept)
    await checkoutStart(sandbox, kept, compiled)
    for (let round = 0; round < rounds; round += 1) {
      measured.push(await oneRound(sandbox, kept, compiled))
    }
    return { figures: figuresOf(measured, await memory(sandbox, kept)), notes }
  } finally {
    await sandbox.close()
    for (const dir of [kept, compiled]) await rm(dir, { recursive: true, force: true })
  }
}

interface Round {
  readonly existing: number
  /** The same, with the code that Node.js 22 and later have compiled before. */
  readonly compiled: number
  readonly fresh: number
  readonly nothing: number
  readonly bare: number
}

/** Everything once, so that whatever else the machine does meets all of them alike. */
async function oneRound(sandbox: Sandbox, kept: string, compiled: string): Promise<Round> {
  const fresh = await newDataDir()
  try {
    return {
      existing: await checkoutStart(sandbox, kept),
      compiled: await checkoutStart(sandbox, kept, compiled),
      bare: await bareStart(),
      fresh: await checkoutStart(sandbox, fresh),
      nothing: await emptyRun(),
    }
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

const newDataDir = () => mkdtemp(join(tmpdir(), 'checkout-start-'))

/** @param compiled where Node.js keeps what it compiles, as the units of `deploy/` have it */
async function checkoutStart(
  sandbox: Sandbox,
  dataDir: string,
  compiled?: string,
): Promise<number> {
  const { backend, url } = await spawnCheckout(sandbox, dataDir, compiled)
  const took = await readyAfter(backend, url)
  await backend.stop()
  return took
}

async function spawnCheckout(sandbox: Sandbox, dataDir: string, compiled?: string) {
  const publicUrl = `http://127.0.0.1:${String(await freePort())}/pay/`
  const environment = environmentFor(sandbox, publicUrl, {
    DATA_DIR: dataDir,
    ...(compiled !== undefined && { NODE_COMPILE_CACHE: compiled }),
  })
  return { backend: startNode([backendMain], environment), url: `${publicUrl}api/readyz` }
}

async function bareStart(): Promise<number> {
  const port = String(await freePort())
  const script = `import Fastify from 'fastify'
const app = Fastify()
app.get('/', () => ({ status: 'ok' }))
await app.listen({ port: ${port}, host: '127.0.0.1' })`
  const bare = startNode(['--input-type=module', '-e', script], { NODE_ENV: 'production' })
  const took = await readyAfter(bare, `http://127.0.0.1:${port}/`)
  await bare.stop()
  return took
}

async function emptyRun(): Promise<number> {
  const empty = startNode(['-e', '0'])
  await empty.ended
  return performance.now() - empty.startedAt
}

/** Resident, after a while in which nobody asked for anything. */
async function memory(sandbox: Sandbox, dataDir: string) {
  const { backend, url } = await spawnCheckout(sandbox, dataDir)
  const empty = startNode(['-e', 'setInterval(() => {}, 1e9)'])
  await readyAfter(backend, url)
  await pause(idleFor)
  const ours = await residentMemory(backend.pid)
  const node = await residentMemory(empty.pid)
  await Promise.all([backend.stop(), empty.stop()])
  return { ours, node }
}

function figuresOf(rounds: readonly Round[], idle: { ours: number; node: number }): Figure[] {
  const bare = { name: 'a bare Fastify that listens', runs: rounds.map((round) => round.bare) }
  const nothing = { name: 'node -e 0', runs: rounds.map((round) => round.nothing) }
  const existing = rounds.map((round) => round.existing)
  const fresh = rounds.map((round) => round.fresh)
  const told = { unit: 'ms', required: null, aim: null }
  const within = { unit: 'ms', baseline: null, required: { atMost: 300 }, aim: null }
  return [
    { name: 'start to ready, data there already', ours: existing, ...within },
    { name: 'start to ready, empty data directory', ours: fresh, ...within },
    {
      name: 'start to ready, data there, NODE_COMPILE_CACHE set (nothing to Node.js 20)',
      ours: rounds.map((round) => round.compiled),
      ...within,
      required: null,
    },
    { name: 'start to ready against Node.js itself', ours: existing, baseline: nothing, ...told },
    { name: 'start to ready against a bare server', ours: existing, baseline: bare, ...told },
    {
      name: 'idle memory, resident',
      unit: 'MB',
      ours: [idle.ours],
      baseline: { name: 'Node.js with one timer', runs: [idle.node] },
      required: null,
      aim: null,
    },
  ]
}

const notes = [
  'From the spawn until api/readyz answers 200, asked every 2 ms; the bare server until its one route does.',
]
