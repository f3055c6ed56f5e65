import type { Gauge, Registry } from 'prom-client'
import { late } from './lazy'
import type { Exchanges } from '../login/exchanges'
import type { PageEvents } from './page-events'
import type { Refusals } from '../http/refusals'
import type { Counts } from '../store/queries/counts'

export interface Metrics {
  /** What Prometheus reads. */
  read(): Promise<{ readonly contentType: string; readonly text: string }>
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

/** What a process counts by itself. */
interface Counted {
  readonly refusals: Refusals
  readonly pageEvents: PageEvents
  readonly exchanges: Exchanges
}

/**
 * Counts from the store, the same whichever process is asked and after a restart; beside them what this
 * process has refused, and its usual figures, of which none are kept before they are asked for.
 */
export function createMetrics(
  now: () => number,
  count: () => Promise<Counts>,
  counted: Counted,
): Metrics {
  const started = late(() => startRegistry(counted))
  let countedAt = Number.NEGATIVE_INFINITY
  let rest = freshFor

  async function recount(byName: Gauges): Promise<void> {
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
    async read() {
      const { registry, byName } = await started()
      if (Math.abs(now() - countedAt) >= rest) await recount(byName)
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}

type Gauges = readonly (readonly [keyof Counts, Gauge<'kind'>])[]

async function startRegistry({ refusals, pageEvents, exchanges }: Counted) {
  const { collectDefaultMetrics, Gauge, Registry } = await import('prom-client')
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'checkout_' })
  await countRefusals(registry, refusals)
  await countPageEvents(registry, pageEvents)
  await countExchanges(registry, exchanges)
  const byName: Gauges = Object.entries(gauges).map(([name, help]) => {
    const labelNames = ['kind'] as const
    const registers = [registry]
    return [
      name as keyof Counts,
      new Gauge({ name: `checkout_${name}`, help, labelNames, registers }),
    ] as const
  })
  return { registry, byName }
}

/** Routes as they were registered, codes and limits as they are defined: strangers make no new ones. */
async function countRefusals(registry: Registry, { problems, limits }: Refusals): Promise<void> {
  const { Counter } = await import('prom-client')
  const registers = [registry]
  new Counter({
    name: 'checkout_problems_total',
    help: 'Answers that were a problem, by code and route, of this process',
    labelNames: ['code', 'route'],
    registers,
    collect() {
      this.reset()
      for (const [names, count] of problems) {
        const [code = '', route = ''] = names.split(';')
        this.inc({ code, route }, count)
      }
    },
  })
  new Counter({
    name: 'checkout_limited_total',
    help: 'Calls that were over a limit, and pages that came plain for it, of this process',
    labelNames: ['limit'],
    registers,
    collect() {
      this.reset()
      for (const [limit, count] of limits) this.inc({ limit }, count)
    },
  })
}

async function countPageEvents(registry: Registry, { counts }: PageEvents): Promise<void> {
  const { Counter } = await import('prom-client')
  new Counter({
    name: 'checkout_page_events_total',
    help: 'What payers’ pages told, by event and kind, of this process',
    labelNames: ['event', 'kind'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [names, count] of counts) {
        const [event = '', kind = ''] = names.split(';')
        this.inc({ event, kind }, count)
      }
    },
  })
}

async function countExchanges(registry: Registry, { counts }: Exchanges): Promise<void> {
  const { Counter } = await import('prom-client')
  new Counter({
    name: 'checkout_sign_ins_total',
    help: 'What WeChat made of payers’ codes, with the errcode where it refuses the configuration, of this process',
    labelNames: ['outcome', 'errcode'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [names, count] of counts) {
        const [outcome = '', errcode = ''] = names.split(';')
        this.inc({ outcome, errcode }, count)
      }
    },
  })
}
