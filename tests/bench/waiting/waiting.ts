import type { Benchmark, Figure, Measured as Result } from '../report/figure'
import { measure, type Measured } from './measure'

/** What ten thousand open long polls cost one process, and how soon they are answered. */
export const waiting: Benchmark = {
  name: 'waiting',
  title: 'ten thousand open long polls in one process',
  run,
}

const waiters = Number(process.env['WAITERS'] ?? 10_000)
const few = 100

async function run(): Promise<Result> {
  const own = { waiters, orders: 'own', charges: 'live', paid: 200 } as const
  const live = await measure(own)
  const quiet = await measure({ ...own, charges: 'none', paid: 0 })
  const quietFew = await measure({ ...own, waiters: few, charges: 'none', paid: 0 })
  const one = await measure({ ...own, orders: 'one', paid: 1 })
  return {
    figures: [
      ...memory('orders of their own', live),
      ...memory('one order', one),
      latency('webhook to answer, 200 orders paid one after the other, p99', live, 50),
      latency('webhook to the last answer, all waiting for one order', one, null, 1),
      againstFew('statements in five idle seconds', (m) => m.idle.statements, quiet, quietFew),
      againstFew('active timers', (m) => m.full.timers, quiet, quietFew),
    ],
    notes: [...notesOf('live charges', live), ...notesOf('no charges', quiet)],
  }
}

const kB = 1024

function memory(who: string, { before, full }: Measured): Figure[] {
  const each = (part: 'rss' | 'heapUsed') => [(full[part] - before[part]) / kB / waiters]
  const told = { unit: 'kB', baseline: null, required: null, aim: null }
  return [
    { name: `memory a waiter, resident, ${who}`, ours: each('rss'), ...told },
    { name: `memory a waiter, heap, ${who}`, ours: each('heapUsed'), ...told },
  ]
}

function latency(name: string, measured: Measured, atMost: number | null, part = 0.99): Figure {
  const sorted = measured.latencies.slice().sort((a, b) => a - b)
  const at = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)]
  const required = atMost === null ? null : { atMost }
  return { name, unit: 'ms', ours: [at ?? Number.NaN], baseline: null, required, aim: null }
}

function againstFew(
  name: string,
  of: (measured: Measured) => number,
  many: Measured,
  fewer: Measured,
): Figure {
  const baseline = { name: `with ${String(few)} waiting`, runs: [of(fewer)] }
  return { name, unit: '', ours: [of(many)], baseline, required: null, aim: null }
}

function notesOf(what: string, { idle, latencies }: Measured): string[] {
  const { statements, queries, cpuMs } = idle
  const sorted = latencies.slice().sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  return [
    `${what}: in five seconds ${String(statements)} statements, ${String(queries)} questions to Paymax, ${cpuMs.toFixed(0)} ms of CPU.`,
    ...(middle === undefined
      ? []
      : [`${what}: webhook to answer, median ${middle.toFixed(1)} ms.`]),
  ]
}
