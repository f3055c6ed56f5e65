/**
 * `npm run simulate`: lives through worlds made from seeds and holds the promises against them, in as many
 * processes as there are processors. `-- --seeds N --from S --minutes M --workers W`, or `--replay SEED`.
 */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { shrink } from './search/shrink'
import { reportOf } from './search/report'
import { search } from './search/search'
import { storyOf } from './search/story'
import { add, emptyTally, type Tally } from './search/tally'
import { live } from './world/live'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    minutes: { type: 'string' },
    workers: { type: 'string' },
    replay: { type: 'string' },
    step: { type: 'string' },
  },
})

interface Message {
  readonly tally: Tally
  readonly broken: number | null
  readonly processor: number
}

function number(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Number(text)
}

const from = number(values.from, 1)
const minutes = number(values.minutes, Infinity)
const seeds = number(values.seeds, values.minutes === undefined ? 10_000 : Infinity)

async function replay(seed: number): Promise<void> {
  const life = await live(seed, { tell: true })
  if (!life.violation) return console.log(`${storyOf(life)}\nseed ${seed} breaks no promise`)
  console.log(storyOf(await shrink(life)))
  process.exitCode = 1
}

/** One of the searching processes. */
async function work(step: number): Promise<void> {
  const say = (tally: Tally, broken: number | null = null) => {
    const { user, system } = process.cpuUsage()
    process.send?.({ tally, broken, processor: (user + system) / 1e6 } satisfies Message)
  }
  const until = Date.now() + minutes * 60_000
  const { tally, broken } = await search({ from, step, seeds, until }, (so) => say(so))
  say(tally, broken)
}

async function lead(): Promise<void> {
  const workers = number(values.workers, availableParallelism())
  const started = Date.now()
  const whole = emptyTally()
  const broken: number[] = []
  const processor: number[] = []
  const one = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const share = seeds === Infinity ? [] : ['--seeds', String(Math.ceil((seeds - index) / workers))]
      const time = minutes === Infinity ? [] : ['--minutes', String(minutes)]
      const place = ['--from', String(from + index), '--step', String(workers)]
      const file = fileURLToPath(import.meta.url)
      const child = spawn(process.execPath, [...process.execArgv, file, ...place, ...share, ...time], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      child.on('message', (message) => {
        const { tally, broken: seed, processor: used } = message as Message
        add(whole, tally)
        processor[index] = used
        if (seed !== null) broken.push(seed)
        progress(whole, started)
      })
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`exit code ${String(code)}`))))
    })
  await Promise.all(Array.from({ length: workers }, (_, index) => one(index)))
  const clock = (Date.now() - started) / 1000
  const used = processor.reduce((sum, seconds) => sum + seconds, 0)
  console.log(`\n${reportOf(whole, { clock, processor: used })}`)
  for (const seed of broken) await replay(seed)
  if (broken.length === 0) console.log('no promise was broken')
}

let saidAt = 0

function progress({ seeds: lived, charges, payments }: Tally, started: number): void {
  if (Date.now() - saidAt < 5_000) return
  saidAt = Date.now()
  const seconds = Math.round((saidAt - started) / 1000)
  console.log(`${seconds} s: ${lived} seeds, ${charges} charges, ${payments} payments, nothing broken yet`)
}

if (values.replay !== undefined) await replay(Number(values.replay))
else if (values.step !== undefined) await work(Number(values.step))
else await lead()
