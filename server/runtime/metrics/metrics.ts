import type { Gauge } from 'prom-client'
import { incidentKinds } from '../../contract/merchant-orders'
import type { Counter as OwnCounter } from './counter'
import { histogramText, type Histogram } from './histogram'
import { lazy } from '../lazy'
import type { GaugeReading } from './gauge'

/** What the store contains, over all processes. */
export interface Counts {
  readonly orders: readonly Count[]
  readonly charges: readonly Count[]
  readonly refunds: readonly Count[]
  /** Charges and refunds that have not ended, by gateway. */
  readonly under_way: readonly Count[]
  readonly incidents: readonly Count[]
  /** What is due and not processed yet. */
  readonly due: readonly Count[]
  /** In seconds: how long the oldest has been due. */
  readonly due_age: readonly Count[]
  readonly notifications: readonly Count[]
  /** In seconds. */
  readonly notification_lag: readonly Count[]
}

/** The number of rows of a kind. */
export interface Count {
  readonly kind: string
  /** Only where it is counted by gateway. */
  readonly gateway?: string
  readonly count: number
}

/** Metrics of this process since it started. */
export interface ProcessMetrics {
  readonly counters: readonly OwnCounter[]
  readonly histograms: readonly Histogram[]
  readonly readings: readonly GaugeReading[]
}

/** Any part of the backend that has metrics of its own. */
interface MetricsSource {
  readonly counter?: OwnCounter
  readonly counters?: readonly OwnCounter[]
  readonly histogram?: Histogram
  readonly reading?: GaugeReading
}

export function collectMetrics(sources: readonly MetricsSource[]): ProcessMetrics {
  return {
    counters: sources.flatMap(({ counter, counters = [] }) => (counter ? [counter] : counters)),
    histograms: sources.flatMap(({ histogram }) => histogram ?? []),
    readings: sources.flatMap(({ reading }) => reading ?? []),
  }
}

export interface Metrics {
  /** The text that Prometheus reads. */
  read(): Promise<{ readonly contentType: string; readonly text: string }>
}

/** In ms: counts are cached for at least this long. */
const freshFor = 5_000
/** And for this many times the duration of counting: with more rows the counts get older, not more expensive. */
const restPerWork = 50

const gauges = {
  orders: 'Orders by state; open ones are unpaid or being paid',
  charges: 'Charges by status',
  refunds: 'Refunds by status; wanted and sending ones have no answer of their gateway yet',
  under_way: 'Charges and refunds that have not ended, by the gateway that they were begun at',
  incidents: 'Incidents by kind: something for the merchant to look at',
  due: 'Rows that are due and not dealt with yet, by table; should stay near 0',
  due_age: 'Seconds for which the oldest row that is due has been, by table; 0 where none is',
  notifications:
    'What shops were told and have not taken, by status; delivered ones are not counted here',
  notification_lag:
    'Seconds for which the oldest notification that is not taken is being tried, by lane',
} satisfies Record<keyof Counts, string>

/** Shown though there is none: to Prometheus what first appears as 1 has not increased. */
const fromTheStart: Partial<Record<keyof Counts, readonly string[]>> = { incidents: incidentKinds }

/**
 * Counts from the store, which are the same in every process and after a restart, together with this
 * process's own metrics and the usual ones of Node.js; those are only collected on request.
 */
export function createMetrics(
  now: () => number,
  count: () => Promise<Counts>,
  own: ProcessMetrics,
): Metrics {
  const started = lazy(() => startRegistry(own))
  let countedAt = Number.NEGATIVE_INFINITY
  let rest = freshFor

  async function recount(byName: Gauges): Promise<void> {
    const begun = now()
    const counts = await count()
    countedAt = now()
    rest = Math.max(freshFor, restPerWork * (countedAt - begun))
    for (const [name, gauge] of byName) {
      gauge.reset()
      for (const kind of fromTheStart[name] ?? []) gauge.set({ kind }, 0)
      for (const { count: n, ...labels } of counts[name]) gauge.set(labels, n)
    }
  }

  return {
    async read() {
      const { registry, byName } = await started()
      if (Math.abs(now() - countedAt) >= rest) await recount(byName)
      const texts = [await registry.metrics(), ...own.histograms.map(histogramText)]
      return { contentType: registry.contentType, text: `${texts.join('\n')}\n` }
    },
  }
}

type Gauges = readonly (readonly [keyof Counts, Gauge<'kind' | 'gateway'>])[]

async function startRegistry({ counters, readings }: ProcessMetrics) {
  const { collectDefaultMetrics, Counter, Gauge, Registry } = await import('prom-client')
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'checkout_' })
  for (const { name, help, labels, counts } of counters) {
    new Counter({
      name: `checkout_${name}_total`,
      help: `${help}, of this process`,
      labelNames: labels,
      registers: [registry],
      collect() {
        this.reset()
        for (const [values, n] of counts) this.inc(labelled(labels, values.split(';')), n)
      },
    })
  }
  for (const { name, help, read } of readings) {
    new Gauge({
      name: `checkout_${name}`,
      help: `${help}, of this process`,
      labelNames: ['kind'],
      registers: [registry],
      collect() {
        this.reset()
        for (const [kind, value] of read()) this.set({ kind }, value)
      },
    })
  }
  const byName: Gauges = Object.entries(gauges).map(([name, help]) => {
    const labelNames = ['kind', 'gateway'] as const
    const registers = [registry]
    return [
      name as keyof Counts,
      new Gauge({ name: `checkout_${name}`, help, labelNames, registers }),
    ] as const
  })
  return { registry, byName }
}

function labelled(labels: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(labels.map((label, index) => [label, values[index] ?? '']))
}
