import { PostgresDialect, type PostgresPool } from 'kysely'
import type pg from 'pg'
import { createPoolMetrics, type PoolMetrics } from './pool-metrics'
import { carefulPool } from './postgres-pool'

const int8 = 20

/** In ms. All but the first can be set in `DATABASE_URL` by a parameter of the same name. */
const patience = {
  connectionTimeoutMillis: 3_000,
  /** After this the client gives up: the server does not answer any more. */
  query_timeout: 6_000,
}
/** After this the server cancels a statement: it is slow, or waits for a lock. */
const limited = { ...patience, statement_timeout: 5_000 }

/** Connections per process by default. */
export const usualPool = 10

export interface PoolSettings {
  readonly url: string
  /** Maximum number of connections; `usualPool` where it is left out. */
  readonly pool?: number
}

/** Loads its driver with the first connection: the embedded database does not need it. */
export function postgresDialect(
  settings: PoolSettings,
  metrics = createPoolMetrics(),
): PostgresDialect {
  return new PostgresDialect({ pool: () => openPool(settings, metrics) })
}

async function openPool(
  { url, pool: max = usualPool }: PoolSettings,
  metrics: PoolMetrics,
): Promise<PostgresPool> {
  const { default: pg } = await import('pg')
  const types = new pg.TypeOverrides()
  // Our integers are times in ms and amounts in fen, far below 2^53.
  types.setTypeParser(int8, (text: string) => Number(text))

  function open(connectionString: string, times: typeof patience): pg.Pool {
    const pool = new pg.Pool({ connectionString, types, max, keepAlive: true, ...times })
    // A query reports a broken connection to whoever uses it. Without a listener, one that breaks while idle
    // would end the process.
    pool.on('error', () => undefined)
    pool.on('connect', (client) => client.on('error', () => undefined))
    metrics.opened(pool)
    return pool
  }

  return carefulPool(
    open(url, limited),
    () => open(withoutStatementTimeout(url), patience),
    metrics,
  )
}

function withoutStatementTimeout(address: string): string {
  const url = new URL(address)
  url.searchParams.delete('statement_timeout')
  return url.href
}
