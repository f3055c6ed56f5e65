/**
 * `npm run simulate`: lives through worlds made from seeds and holds the promises against them, in as many
 * processes as there are processors. `-- --seeds N --from S --minutes M --payments P --workers W`, or `-- --replay SEED`.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { reportOf } from './search/report'
import { shrink } from './search/shrink'
import { storyOf } from './search/story'
import { add, emptyTally, type Tally } from './search/tally'
import { inParallel, work, type Range } from './search/workers'
import { gatewaysOf } from './world/nature'
import { live } from './world/live'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    minutes: { type: 'string' },
    payments: { type: 'string' },
    workers: { type: 'string' },
    replay: { type: 'string' },
    step: { type: 'string' },
  },
})

const bounded = values.minutes !== undefined || values.payments !== undefined
/** So many at least, if nothing is found before. */
const payments = Number(values.payments ?? Infinity)
const range: Range = {
  from: Number(values.from),
  seeds: Number(values.seeds ?? (bounded ? Infinity : 10_000)),
  minutes: Number(values.minutes ?? Infinity),
}

async function replay(seed: number): Promise<void> {
  const life = await live(seed, { tell: true, gateways: gatewaysOf(seed) })
  console.log(storyOf(life.violation ? await shrink(life) : life))
  if (life.violation) process.exitCode = 1
}

async function searchAll(workers: number): Promise<void> {
  const started = Date.now()
  const whole = emptyTally()
  const processor: number[] = []
  const broken: number[] = []
  let saidAt = started
  await inParallel(range, workers, (said, worker) => {
    add(whole, said.tally)
    processor[worker] = said.processor
    if (said.broken !== null) broken.push(said.broken)
    if (Date.now() - saidAt >= 5_000) {
      saidAt = Date.now()
      console.log(progress(whole, (saidAt - started) / 1000))
    }
    return whole.payments >= payments
  })
  const clock = (Date.now() - started) / 1000
  const used = processor.reduce((sum, seconds) => sum + seconds, 0)
  console.log(`\n${reportOf(whole, { clock, processor: used })}\n`)
  if (broken.length === 0) console.log('no promise was broken')
  for (const seed of broken) await replay(seed)
}

function progress({ seeds, charges, payments }: Tally, seconds: number): string {
  return `${seconds.toFixed(0)} s: ${seeds} seeds, ${charges} charges, ${payments} payments`
}

if (values.replay !== undefined) await replay(Number(values.replay))
else if (values.step !== undefined) await work(range, Number(values.step))
else await searchAll(Number(values.workers ?? availableParallelism()))
