import { freePort } from '../../../mocks/sandbox/demo/ports'
import { keyPairFor } from '../../../mocks/sandbox/keys'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import { startPostgres } from '../../server/support/start-postgres'
import { newDatabase } from '../processes/processes'
import type { Benchmark, Figure, Measured } from '../report/figure'
import { environmentFor } from '../setting/environment'
import { untilAnswers } from '../setting/node-process'
import { gather, startCounted, untilOpen, type Crowd } from '../waiting/crowd'
import { startStandIn } from '../waiting/paymax'
import { accountsOf, chargeNumber, fill, orderName } from '../waiting/rows'

/** How soon a webhook that one process takes is told to who waits at another one, on PostgreSQL. */
export const hearing: Benchmark = {
  name: 'hearing',
  title: 'webhook at one process, long poll at another, on PostgreSQL',
  run,
}

const payments = Number(process.env['PAYMENTS'] ?? 400)

type Where = 'same' | 'other'
type Latencies = Readonly<Record<Where, readonly number[]>>

async function run(): Promise<Measured> {
  const { privateKey } = keyPairFor('paymax')
  const sandbox = await startSandbox()
  const { PAYMAX_APP: app = '', PAYMAX_SECRET_KEY: secretKey = '' } = sandbox.checkoutEnvironment()
  const paymax = await startStandIn({ app, secretKey, privateKey })
  const postgres = await startPostgres('fsync')
  const stops: (() => Promise<void>)[] = [postgres.stop, paymax.close, sandbox.close]
  try {
    const url = await newDatabase(postgres.url)
    await fill({ kind: 'postgres', url }, payments, 'live', accountsOf(sandbox))
    const start = async () => {
      const address = `http://127.0.0.1:${String(await freePort())}/pay/`
      const environment = environmentFor(sandbox, address, { DATABASE_URL: url })
      const backend = startCounted({ ...environment, PAYMAX_BASE_URL: paymax.baseUrl })
      stops.unshift(backend.stop)
      await untilAnswers(`${address}api/readyz`)
      return { ...backend, address }
    }
    const [waitedAt, elsewhere] = [await start(), await start()]
    const orders = Array.from({ length: payments }, (_, n) => orderName(n))
    const crowd = gather(waitedAt.address, orders)
    stops.unshift(crowd.leave)
    await untilOpen(waitedAt, crowd, payments)
    const taken = { same: waitedAt.address, other: elsewhere.address }
    return { figures: figuresOf(await pay(taken, crowd, paymax.paid)), notes }
  } finally {
    for (const stop of stops) await stop()
  }
}

/** One after the other, in turn at the process where they wait and at the other one. */
async function pay(
  taken: Readonly<Record<Where, string>>,
  crowd: Crowd,
  paid: (number: string) => { readonly body: string; readonly sign: string },
): Promise<Latencies> {
  const latencies: Record<Where, number[]> = { same: [], other: [] }
  for (let n = 0; n < payments; n += 1) {
    const where = n % 2 === 0 ? 'same' : 'other'
    const { body, sign } = paid(chargeNumber(n))
    const sentAt = performance.timeOrigin + performance.now()
    const headers = { 'Content-Type': 'application/json;charset=utf-8', sign }
    const options = { method: 'POST', headers, body }
    const response = await fetch(`${taken[where]}api/webhooks/paymax`, options)
    if ((await response.text()) !== 'success') throw new Error('A webhook was refused.')
    const [answered] = await crowd.answers(1)
    latencies[where].push((answered?.at ?? Number.NaN) - sentAt)
  }
  return latencies
}

function figuresOf({ same, other }: Latencies): Figure[] {
  const figure = (name: string, part: number, atMost: number): Figure[] => {
    const told = { name: `webhook to answer, ${name}`, unit: 'ms', ours: [partOf(other, part)] }
    const baseline = { name: 'in one process', runs: [partOf(same, part)] }
    return [
      { ...told, baseline: null, required: { atMost }, aim: null },
      { ...told, name: `${told.name}, against one process`, baseline, required: null, aim: null },
    ]
  }
  return [...figure('p50', 0.5, 50), ...figure('p99', 0.99, 250)]
}

function partOf(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN
}

const notes = [
  `${String(payments)} long polls wait at one process, each for an order of its own. Their webhooks come one after the other, in turn to that process and to another one.`,
  'PostgreSQL runs with fsync on the same machine, as do those who wait.',
]
