import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Benchmark, Bound, Figure, Measured } from '../report/figure'
import { fillStore } from './fill'
import { openShop, type Shop } from './shop'
import { payments, reconcilerIdle, reconcilerWithWork, countedOnce, firstPage } from './work'

const orders = Number(process.env['ORDERS'] ?? 1_000_000)
const runs = Number(process.env['RUNS'] ?? 7)

/** A store that has seen a million orders is as quick as one that has seen none. */
export const million: Benchmark = {
  name: 'million',
  title: `a store of ${orders.toLocaleString('en')} orders beside an empty one`,
  run,
}

/** `ms` of one piece of work on a shop. */
interface Work {
  readonly name: string
  readonly required: Bound | null
  readonly measure: (shop: Shop) => Promise<number>
}

const asEmpty = { atMost: 1.1 }

const works: readonly Work[] = [
  {
    name: 'a whole payment, login to settled webhook, every statement',
    required: asEmpty,
    measure: payments,
  },
  {
    name: 'a round of the reconciler, nothing due',
    required: asEmpty,
    measure: reconcilerIdle,
  },
  {
    name: 'a round of the reconciler, 50 charges due',
    required: asEmpty,
    measure: reconcilerWithWork,
  },
  { name: 'the first page of the merchant’s list', required: null, measure: firstPage },
  { name: 'the counts of api/metrics', required: null, measure: countedOnce },
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
    for (const work of works) figures.push(await inTurns(work, shops))
    return figures
  } finally {
    await shops.full.database.db.destroy()
    await shops.empty.database.db.destroy()
  }
}

/** One after the other, so that whatever else this machine does meets both. */
async function inTurns(
  { name, required, measure }: Work,
  { full, empty }: { readonly full: Shop; readonly empty: Shop },
): Promise<Figure> {
  await measure(full)
  await measure(empty)
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let n = 0; n < runs; n += 1) {
    ours.push(await measure(full))
    theirs.push(await measure(empty))
  }
  const baseline = { name: 'an empty store', runs: theirs }
  return { name, unit: 'ms', ours, baseline, required, aim: null }
}
