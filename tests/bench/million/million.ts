import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, type Benchmark, type Bound, type Figure, type Measured } from '../report/figure'
import { fillStore } from './fill'
import { openShop, type Shop } from './shop'
import { busyRound, counts, firstPage, idleRound, payment, type Work } from './work'

const orders = Number(process.env['ORDERS'] ?? 1_000_000)
const runs = Number(process.env['RUNS'] ?? 7)

/** A store that has seen a million orders is as quick as one that has seen none. */
export const million: Benchmark = {
  name: 'million',
  title: `a store of ${orders.toLocaleString('en')} orders beside an empty one`,
  run,
}

const asEmpty = { atMost: 1.1 }

interface Judged {
  readonly name: string
  readonly required: Bound | null
  readonly work: Work
}

const judged: readonly Judged[] = [
  {
    name: 'a whole payment, login to applied webhook, every statement',
    required: asEmpty,
    work: payment,
  },
  { name: 'a round of the worker, nothing due', required: asEmpty, work: idleRound },
  { name: 'a round of the worker, 50 charges due', required: asEmpty, work: busyRound },
  { name: 'the first page of the merchant’s list', required: null, work: firstPage },
  { name: 'the counts of api/metrics', required: null, work: counts },
]

async function run(): Promise<Measured> {
  const home = await mkdtemp(join(tmpdir(), 'million-'))
  try {
    const began = performance.now()
    await fillStore(join(home, 'full'), orders, Date.now())
    await fillStore(join(home, 'empty'), 0, Date.now())
    const filledIn = (performance.now() - began) / 1000
    const { size } = await stat(join(home, 'full', 'checkout.db'))
    const figures = await measureBoth(join(home, 'full'), join(home, 'empty'))
    return {
      figures,
      notes: [
        `filled in ${filledIn.toFixed(0)} s, ${(size / 1e9).toFixed(2)} GB on disk; both measured in turns, every commit on the disk`,
      ],
    }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}

async function measureBoth(full: string, empty: string): Promise<Figure[]> {
  const shops = { full: await openShop(full), empty: await openShop(empty) }
  try {
    const figures: Figure[] = []
    for (const one of judged) figures.push(await inTurns(one, shops))
    return figures
  } finally {
    await shops.full.database.db.destroy()
    await shops.empty.database.db.destroy()
  }
}

/** One piece here, one piece there, so that whatever else this machine does meets both. */
async function inTurns(
  { name, required, work }: Judged,
  shops: { readonly full: Shop; readonly empty: Shop },
): Promise<Figure> {
  const [ours, theirs]: [number[], number[]] = [[], []]
  // The first run warms up, and is not told.
  for (let n = 0; n <= runs; n += 1) {
    const taken = await oneRun(work, shops)
    if (n === 0) continue
    ours.push(median(taken.full))
    theirs.push(median(taken.empty))
  }
  const baseline = { name: 'an empty store', runs: theirs }
  return { name, unit: 'ms', ours, baseline, required, aim: null }
}

/** Each goes first as often as the other: what one leaves to the disk, the next may wait for. */
async function oneRun(
  { times, prepare, once }: Work,
  shops: { readonly full: Shop; readonly empty: Shop },
) {
  const taken = { full: [] as number[], empty: [] as number[] }
  for (let piece = 0; piece < times; piece += 1) {
    for (const which of piece % 2 === 0 ? fullFirst : emptyFirst) {
      await prepare?.(shops[which])
      const began = performance.now()
      await once(shops[which])
      taken[which].push(performance.now() - began)
    }
  }
  return taken
}

const fullFirst = ['full', 'empty'] as const
const emptyFirst = ['empty', 'full'] as const
