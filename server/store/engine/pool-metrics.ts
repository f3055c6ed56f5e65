import { createHistogram, type Histogram } from '../../runtime/metrics/histogram'
import type { GaugeReading } from '../../runtime/metrics/gauge'

/** A connection pool, as far as its metrics need it. */
export interface Pool {
  readonly totalCount: number
  readonly idleCount: number
  /** How many callers are waiting for a connection. */
  readonly waitingCount: number
}

/** Metrics of a connection pool: when it is too small, payments wait for connections, and nothing else shows it. */
export interface PoolMetrics {
  readonly histogram: Histogram
  readonly reading: GaugeReading
  readonly opened: (pool: Pool) => void
  readonly waited: (ms: number) => void
}

export function createPoolMetrics(): PoolMetrics {
  let pool: Pool | null = null
  const histogram = createHistogram({
    name: 'database_wait_seconds',
    help: 'How long a statement or transaction waited for a connection',
    labels: [],
    bounds: [0.001, 0.01, 0.1, 0.5, 1, 3],
  })
  const read = (): Map<string, number> =>
    pool
      ? new Map([
          ['waiting', pool.waitingCount],
          ['busy', pool.totalCount - pool.idleCount],
          ['idle', pool.idleCount],
        ])
      : new Map()
  const help = 'Connections to PostgreSQL that are busy and idle, and who is waiting for one'
  return {
    histogram,
    reading: { name: 'database_connections', help, read },
    opened: (one) => {
      pool = one
    },
    waited: (ms) => histogram.add(ms),
  }
}
