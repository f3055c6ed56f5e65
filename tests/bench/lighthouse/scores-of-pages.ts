import { bareApp } from '../setting/bare-app'
import { median, type Benchmark, type Figure, type Measured } from '../report/figure'
import { lookAtPages, type Looked } from './look'
import { metricNames } from './scores'

const least = { performance: 98, accessibility: 100, 'best-practices': 100 } as const
const looks = Number(process.env['RUNS'] ?? 3)

/** What Lighthouse says at its mobile settings, on the production build in Chromium. */
export const scores: Benchmark = {
  name: 'lighthouse',
  title: 'what Lighthouse says of landing and checkout, beside an empty app of the same libraries',
  run,
}

async function run(): Promise<Measured> {
  const pages = await lookAtPages(looks, await bareApp())
  const bare = pages.find(({ name }) => name === 'bare app')
  const ours = pages.filter((page) => page !== bare)
  return {
    figures: ours.flatMap((page) => [...points(page), paint(page, bare)]),
    notes: pages.flatMap(told),
  }
}

function points({ name, runs }: Looked): Figure[] {
  return Object.entries(least).map(([category, atLeast]) => ({
    name: `${name}: ${category}`,
    unit: 'points',
    ours: runs.map(({ scores: given }) => given[category] ?? 0),
    baseline: null,
    required: { atLeast },
    aim: null,
  }))
}

function paint(page: Looked, bare: Looked | undefined): Figure {
  const largest = ({ runs }: Looked) => runs.map(({ metrics }) => metrics['LCP'] ?? Number.NaN)
  return {
    name: `${page.name}: largest paint`,
    unit: 'ms',
    ours: largest(page),
    baseline: bare ? { name: bare.name, runs: largest(bare) } : null,
    required: null,
    aim: null,
  }
}

function told({ name, runs }: Looked): string[] {
  const metrics = Object.keys(metricNames).map((metric) => {
    const value = median(runs.map((one) => one.metrics[metric] ?? Number.NaN))
    return metric === 'CLS'
      ? `CLS ${value.toFixed(3)}`
      : `${metric} ${String(Math.round(value))} ms`
  })
  const missing = [...new Set(runs.flatMap((one) => one.missing))]
  const below = missing.length > 0 ? `; below full: ${missing.join(', ')}` : ''
  return [`${name}: ${metrics.join(', ')}${below}`]
}
