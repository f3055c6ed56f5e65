/**
 * `npm run bench`: what reaches the phone from the landing to the pay sheet, and what Lighthouse thinks of
 * the pages, both on the production build in Chromium, against a bare app of the same libraries.
 * `RUNS` says how often Lighthouse looks (3).
 */
import { brotliCompressSync } from 'node:zlib'
import { bareApp } from './bare-app'
import { landingToSheet } from './landing-to-sheet'
import { lookAtPages, type Looked } from './lighthouse'
import { median, metricNames } from './scores'

/** Bytes, Brotli; the same figure that `npm test` holds. */
const most = 60_000
const least = { performance: 98, accessibility: 100, 'best-practices': 100 } as const
const looks = Number(process.env['RUNS'] ?? 3)

const bareScript = await bareApp()

async function weigh(): Promise<boolean> {
  const reached = await landingToSheet()
  const bare = brotliCompressSync(bareScript).length
  const code = reached.filter((file) => /\.(js|css)$/.test(file.name))
  const sum = code.reduce((bytes, file) => bytes + file.bytes, 0)

  console.log(
    '\nWhat reaches the phone from the landing to the pay sheet (bytes on the wire, Brotli)\n',
  )
  for (const { name, bytes } of reached) console.log(`  ${String(bytes).padStart(7)}  ${name}`)
  console.log(`
  ${String(sum).padStart(7)}  scripts and styles together (at most ${most})
  ${String(bare).padStart(7)}  baseline: an empty app of Vue, vue-router and Pinia, built alike
  ${(sum / bare).toFixed(2).padStart(7)}  ratio
  ${String(reached.length).padStart(7)}  requests
`)
  return sum <= most
}

async function look(): Promise<boolean> {
  console.log(`What Lighthouse says at its mobile settings (median of ${looks})\n`)
  const pages = await lookAtPages(looks, bareScript)
  const good = pages.filter(({ name }) => name !== 'bare app').map(isGoodEnough)
  for (const page of pages) show(page)
  const [landing, checkout, bare] = pages.map((page) => middle(page, 'LCP'))
  console.log(`  ratio of the largest paint to the bare app’s: landing ${ratio(landing, bare)}, \
checkout ${ratio(checkout, bare)}\n`)
  return good.every(Boolean)
}

function isGoodEnough({ runs }: Looked): boolean {
  return Object.entries(least).every(([category, points]) => {
    return median(runs.map(({ scores }) => scores[category] ?? 0)) >= points
  })
}

function middle({ runs }: Looked, metric: string): number {
  return median(runs.map(({ metrics }) => metrics[metric] ?? Number.NaN))
}

function show(page: Looked): void {
  const { name, runs } = page
  for (const [category, points] of Object.entries(least)) {
    const each = runs.map(({ scores }) => scores[category] ?? 0)
    const told = `${category} (${each.join(' ')}; at least ${points})`
    console.log(`  ${name.padEnd(9)} ${String(median(each)).padStart(4)}  ${told}`)
  }
  const metrics = Object.keys(metricNames).map((metric) => {
    const value = middle(page, metric)
    return metric === 'CLS' ? `CLS ${value.toFixed(3)}` : `${metric} ${Math.round(value)} ms`
  })
  console.log(`  ${name.padEnd(9)}       ${metrics.join(', ')}`)
  const missing = new Set(runs.flatMap((run) => run.missing))
  if (missing.size > 0)
    console.log(`  ${name.padEnd(9)}       below full: ${[...missing].join(', ')}`)
  console.log('')
}

function ratio(value = Number.NaN, baseline = Number.NaN): string {
  return (value / baseline).toFixed(2)
}

const enough = [await weigh(), await look()]
if (!enough.every(Boolean)) process.exitCode = 1
