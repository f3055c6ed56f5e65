import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Counts } from './store/counts'

export interface Metrics {
  readonly contentType: string
  /** What Prometheus reads. */
  read(): Promise<string>
}

/** In ms: counts are not made anew within this time, however often they are asked for. */
const freshFor = 5_000
/** Nor within this many times what making them took: more rows may make them older, not dearer. */
const restPerWork = 50

const gauges = {
  orders: 'Orders by state; open ones are unpaid or being paid',
  charges: 'Charges by status',
  refunds: 'Refunds by status; wanted and sending ones have no answer of Paymax yet',
  incidents: 'Incidents by kind: something for the merchant to look at',
  due: 'Rows that are due and not dealt with yet, by table; should stay near 0',
} satisfies Record<keyof Counts, string>

/**
 * Counts from the store, the same whichever process is asked and after a restart; beside them the usual
 * figures of this process.
 */
export function createMetrics(now: () => number, count: () => Promise<Counts>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'checkout_' })
  const byName = Object.entries(gauges).map(([name, help]) => {
    const labelNames = ['kind'] as const
    return [
      name as keyof Counts,
      new Gauge({ name: `checkout_${name}`, help, labelNames, registers: [registry] }),
    ] as const
  })
  let countedAt = Number.NEGATIVE_INFINITY
  let rest = freshFor

  async function recount(): Promise<void> {
    const begun = now()
    const counts = await count()
    countedAt = now()
    rest = Math.max(freshFor, restPerWork * (countedAt - begun))
    for (const [name, gauge] of byName) {
      gauge.reset()
      for (const { kind, count: n } of counts[name]) gauge.set({ kind }, n)
    }
  }

  return {
    contentType: registry.contentType,
    async read() {
      if (Math.abs(now() - countedAt) >= rest) await recount()
      return registry.metrics()
    },
  }
}
