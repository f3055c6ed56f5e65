import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Counts } from './store/counts'

export interface Metrics {
  readonly contentType: string
  /** What Prometheus reads. */
  read(): Promise<string>
}

/** A row counted less often than this costs the database next to nothing, however often it is asked. */
const freshFor = 5_000

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

  async function recount(): Promise<void> {
    const counts = await count()
    countedAt = now()
    for (const [name, gauge] of byName) {
      gauge.reset()
      for (const { kind, count: n } of counts[name]) gauge.set({ kind }, n)
    }
  }

  return {
    contentType: registry.contentType,
    async read() {
      if (Math.abs(now() - countedAt) >= freshFor) await recount()
      return registry.metrics()
    },
  }
}
