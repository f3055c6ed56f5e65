import { readFile } from 'node:fs/promises'
import { chromium, type Browser } from '@playwright/test'
import { browserOptions } from '../../browser'
import type { Benchmark, Figure, Measured } from '../report/figure'
import { openMeasured, type MeasuredCheckout } from '../setting/checkout'
import { landingFor, signIn } from './addresses'
import { networks, type Network } from './networks'
import { visit, type Visit, type Visiting } from './visit'
import { drawWaterfalls, type Compared } from './waterfall'
import { weightOf } from './weight'

/** Of the order that is paid; in fen, and as pages write it. */
const [amount, written] = [7531, '75.31']
const times = Number(process.env['RUNS'] ?? 9)
/** How long WeChat and Paymax take to answer, in ms. */
const theirs = 100

/** From the address to the pay sheet, beside a page that does the same by hand and nothing else. */
export const landing: Benchmark = {
  name: 'landing',
  title: 'from the address to the pay sheet, beside a bare page of under 1 kB that does the same',
  run,
}

type Kind = 'landing' | 'landing untapped' | 'signed in'

interface Pair {
  readonly name: string
  readonly kind: Kind
  readonly network: Network
  readonly mark: 'bridge' | 'readable'
  readonly required: number
  readonly aim: number
}

const pairs: readonly Pair[] = [
  pair('landing → bridge called, auto=1', 'landing untapped', '4G', 'bridge', 0.85, 0.6),
  pair('landing → bridge called, auto=1', 'landing untapped', '3G', 'bridge', 0.85, 0.6),
  pair('landing → order and amount readable', 'landing', '4G', 'readable', 1, 0.7),
  pair('landing → order and amount readable', 'landing', '3G', 'readable', 1, 0.7),
  pair('signed in: checkout?order=ID → bridge called', 'signed in', '4G', 'bridge', 0.85, 0.6),
]

function pair(
  name: string,
  kind: Kind,
  network: keyof typeof networks,
  mark: Pair['mark'],
  required: number,
  aim: number,
): Pair {
  return { name: `${name}, ${network}`, kind, network: networks[network], mark, required, aim }
}

async function run(): Promise<Measured> {
  const floor = await readFile(new URL('floor.html', import.meta.url), 'utf8')
  const checkout = await openMeasured({ 'floor.html': floor })
  const browser = await chromium.launch(browserOptions())
  try {
    checkout.sandbox.faults.set({ wechat_slow: theirs, gateway_slow: theirs })
    await warmUp(browser, checkout)
    const figures: Figure[] = []
    const compared: Compared[] = []
    for (const one of pairs) {
      const [ours, floors] = await measure(browser, checkout, one)
      figures.push(figureOf(one, ours, floors))
      if (one === pairs[0]) figures.push(await weightOf(ours))
      compared.push({
        title: one.name,
        ours: middle(ours, one.mark),
        floor: middle(floors, one.mark),
      })
    }
    await drawWaterfalls(compared)
    return {
      figures,
      notes: [`WeChat and Paymax answer after ${String(theirs)} ms`],
      detail: compared,
    }
  } finally {
    await browser.close()
    await checkout.close()
  }
}

/** The first payment of a process compiles everything; nobody's landing is the first of a shop. */
async function warmUp(browser: Browser, checkout: MeasuredCheckout): Promise<void> {
  for (const kind of ['landing untapped', 'signed in'] as const) {
    const network = networks['4G']
    await visit(browser, await visiting(checkout, { kind, network, mark: 'bridge' }, 'ours'))
    await visit(browser, await visiting(checkout, { kind, network, mark: 'bridge' }, 'floor'))
  }
}

async function measure(
  browser: Browser,
  checkout: MeasuredCheckout,
  one: Pair,
): Promise<[ours: Visit[], floors: Visit[]]> {
  const [ours, floors]: [Visit[], Visit[]] = [[], []]
  for (let done = 0; done < times; done += 1) {
    ours.push(await visit(browser, await visiting(checkout, one, 'ours')))
    floors.push(await visit(browser, await visiting(checkout, one, 'floor')))
  }
  return [ours, floors]
}

async function visiting(
  checkout: MeasuredCheckout,
  { kind, network, mark }: Pick<Pair, 'kind' | 'network' | 'mark'>,
  whose: 'ours' | 'floor',
): Promise<Visiting> {
  const { publicUrl } = checkout
  const orderId = await checkout.placeOrder(amount)
  const target = `checkout?order=${orderId}`
  // The floor needs no wish in its address: it always calls the sheet, and is spared the first charge.
  const to = kind !== 'landing' && whose === 'ours' ? `${target}&auto=1` : target
  return {
    network,
    amount: written,
    until: mark,
    async prepare(context) {
      if (kind === 'signed in') {
        await signIn(context, publicUrl)
        return whose === 'ours' ? publicUrl + to : `${publicUrl}floor.html?order=${orderId}`
      }
      const { href, search } = await landingFor(context, publicUrl, to)
      return whose === 'ours' ? href : `${publicUrl}floor.html${search}`
    },
  }
}

function figureOf({ name, mark, required, aim }: Pair, ours: Visit[], floors: Visit[]): Figure {
  return {
    name,
    unit: 'ms',
    ours: ours.map((one) => one[mark]),
    baseline: { name: 'the floor', runs: floors.map((one) => one[mark]) },
    required: { atMost: required },
    aim: { atMost: aim },
  }
}

function middle(visits: readonly Visit[], mark: Pair['mark']): Visit {
  const sorted = [...visits].sort((a, b) => a[mark] - b[mark])
  const found = sorted[Math.floor(sorted.length / 2)]
  if (!found) throw new Error('Nothing was measured.')
  return found
}
