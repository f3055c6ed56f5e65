import type { Profiler } from 'node:inspector'
import type { Benchmark, Measured } from '../report/figure'
import { openBench, type Bench } from './bench'
import { cpuSecondsOf, type Helper } from './processes'
import { timeByPlace } from './places'

const rounds = Number(process.env['RUNS'] ?? 5)
const payments = 2000
const atOnce = 16

/** Whole payments through the production build, beside what no payment can do without. */
export const throughput: Benchmark = {
  name: 'throughput',
  title: 'whole payments: session with WeChat’s code, charge, the gateway’s webhook, status query',
  run,
}

interface Round {
  /** Payments a CPU second of the process under test. */
  readonly perCpu: number
  readonly perSecond: number
}

const measuredOnes = ['ours', 'oursAtWechatPay', 'bare', 'rsa'] as const
type Runs = Record<(typeof measuredOnes)[number], Round[]>

async function run(): Promise<Measured> {
  const bench = await openBench()
  try {
    const runs: Runs = { ours: [], oursAtWechatPay: [], bare: [], rsa: [] }
    // Compilers and caches warm up before anything counts.
    for (const [index] of Array.from({ length: rounds + 1 }).entries()) {
      const round = await measureRound(bench)
      if (index === 0) continue
      for (const who of measuredOnes) runs[who].push(round[who])
    }
    const counts = (await bench.standIn.ask({ ask: 'counts' })) as Record<string, number>
    const [ours, bare] = [await profiled(bench, 'ours'), await profiled(bench, 'bare')]
    return measured(runs, [...told(counts), ...beside(ours, bare)])
  } finally {
    await bench.close()
  }
}

async function measureRound(bench: Bench): Promise<Record<keyof Runs, Round>> {
  const ours = await measure(bench, 'ours')
  const oursAtWechatPay = await measure(bench, 'oursAtWechatPay')
  const bare = await measure(bench, 'bare')
  const rsa = await timed(bench.rsa, () => bench.rsa.ask({ ask: 'pay', payments, atOnce }))
  return { ours, oursAtWechatPay, bare, rsa }
}

async function measure(bench: Bench, who: Exclude<keyof Runs, 'rsa'>): Promise<Round> {
  const gateway = who === 'oursAtWechatPay' ? 'wechatpay' : 'paymax'
  const load = { origin: bench.origins[who], payments, atOnce, gateway }
  await bench.driver.ask({ ask: 'prepare', ...load })
  return timed(bench[who], () => bench.driver.ask({ ask: 'pay', ...load }))
}

async function timed(helper: Helper, work: () => Promise<unknown>): Promise<Round> {
  const before = await cpuSecondsOf(helper)
  const seconds = (await work()) as number
  const used = (await cpuSecondsOf(helper)) - before
  return { perCpu: payments / used, perSecond: payments / seconds }
}

async function profiled(bench: Bench, who: 'ours' | 'bare'): Promise<Map<string, number>> {
  const load = { origin: bench.origins[who], payments, atOnce }
  await bench.driver.ask({ ask: 'prepare', ...load })
  await bench[who].ask({ ask: 'startProfile' })
  await bench.driver.ask({ ask: 'pay', ...load })
  return new Map(timeByPlace((await bench[who].ask({ ask: 'stopProfile' })) as Profiler.Profile))
}

function measured({ ours, oursAtWechatPay, bare, rsa }: Runs, notes: string[]): Measured {
  const perCpu = (rounds: Round[]) => rounds.map((round) => round.perCpu)
  const perSecond = (rounds: Round[]) => rounds.map((round) => round.perSecond)
  const bareName = 'a bare Fastify that checks nothing'
  const rsaName = 'the RSA operations alone'
  const [required, aim] = [{ atLeast: 0.7 }, { atLeast: 0.9 }]
  const onlyTold = { required: null, aim: null }
  const cpu = { name: 'payments a CPU second of the backend', unit: 'payments/CPU s' }
  const wall = {
    name: 'payments a second, stand-ins and payers on the same machine',
    unit: 'payments/s',
  }
  return {
    figures: [
      {
        ...cpu,
        ours: perCpu(ours),
        baseline: { name: bareName, runs: perCpu(bare) },
        required,
        aim,
      },
      {
        ...wall,
        ours: perSecond(ours),
        baseline: { name: bareName, runs: perSecond(bare) },
        ...onlyTold,
      },
      { ...cpu, ours: perCpu(ours), baseline: { name: rsaName, runs: perCpu(rsa) }, ...onlyTold },
      {
        ...cpu,
        name: `${cpu.name}, at WeChat Pay`,
        ours: perCpu(oursAtWechatPay),
        baseline: { name: 'ours at Paymax', runs: perCpu(ours) },
        ...onlyTold,
      },
      {
        ...wall,
        name: `${wall.name}, at WeChat Pay`,
        ours: perSecond(oursAtWechatPay),
        baseline: { name: 'ours at Paymax', runs: perSecond(ours) },
        ...onlyTold,
      },
    ],
    notes,
  }
}

function told(counts: Record<string, number>): string[] {
  const { exchanges = 0, creates = 0, queries = 0 } = counts
  return [
    `${payments} payments a round, ${atOnce} at a time, one round of warming up`,
    `calls of all servers: ${exchanges} exchanges, ${creates} creates, ${queries} status queries to the gateways`,
  ]
}

/** Of the main thread alone; signing and verifying happen on the thread pool. */
function beside(ours: Map<string, number>, bare: Map<string, number>): string[] {
  const ms = (value = 0) => (value / payments).toFixed(3)
  const sum = (map: Map<string, number>) => [...map.values()].reduce((a, b) => a + b, 0)
  const line = (a: string, b: string, name: string) => `${a.padStart(7)} ${b.padStart(7)}  ${name}`
  return [
    'the main thread’s time, ms a payment, while it is profiled (dearer than unwatched):',
    line('ours', 'bare', ''),
    line(ms(sum(ours)), ms(sum(bare)), 'all of it'),
    ...[...new Set([...ours.keys(), ...bare.keys()])].map((place) =>
      line(ms(ours.get(place)), ms(bare.get(place)), place),
    ),
  ]
}
