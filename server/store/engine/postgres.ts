import {
  PostgresDialect,
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type PostgresQueryResult,
} from 'kysely'
import type pg from 'pg'
import { startStopwatch } from '../../runtime/stopwatch'
import { createPoolMetrics, type PoolMetrics } from './pool-metrics'
import { postgresError, survives } from './postgres-errors'

const int8 = 20

/** In ms. All but the first can be set in `DATABASE_URL` by a parameter of the same name. */
const patience = {
  connectionTimeoutMillis: 3_000,
  /** After this the client gives up: the server does not answer any more. */
  query_timeout: 6_000,
}
/** After this the server cancels a statement: it is slow, or waits for a lock. */
const limited = { ...patience, statement_timeout: 5_000 }

/** In ms. An index over years of orders takes time; nobody is served before it is there. */
const indexPatience = 15 * 60_000
const isIndex = /^create (unique )?index\b/i

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

/** A pooler refuses parameters that it does not know: there the setting has to be on the role. */
function refusesParameter(error: unknown): boolean {
  return error instanceof Error && error.message.includes('unsupported startup parameter')
}

function withoutStatementTimeout(address: string): string {
  const url = new URL(address)
  url.searchParams.delete('statement_timeout')
  return url.href
}

/**
 * A pool that never reuses a connection on which more than a statement failed.
 * @param openBehindPooler opens the pool used from then on where a pooler refuses the first
 */
function carefulPool(
  first: pg.Pool,
  openBehindPooler: () => pg.Pool,
  metrics: PoolMetrics,
): PostgresPool {
  let behindPooler: pg.Pool | null = null

  async function connect(): Promise<pg.PoolClient> {
    if (behindPooler) return behindPooler.connect()
    try {
      return await first.connect()
    } catch (error) {
      if (!refusesParameter(error)) throw error
      behindPooler ??= openBehindPooler()
      return behindPooler.connect()
    }
  }

  return {
    async connect() {
      const took = startStopwatch()
      try {
        return carefulClient(await connect())
      } catch (error) {
        throw postgresError(error)
      } finally {
        metrics.waited(took())
      }
    },
    async end() {
      await Promise.all([first.end(), behindPooler?.end()])
    },
  }
}

/** The driver accepts `query_timeout` per query too. */
function askedOf(text: string, parameters: readonly unknown[]) {
  const asked = { text, values: [...parameters] }
  return isIndex.test(text) ? { ...asked, query_timeout: indexPatience } : asked
}

function carefulClient(client: pg.PoolClient): PostgresPoolClient {
  let broken: Error | null = null

  async function ask(text: string, parameters: readonly unknown[]) {
    // Behind an answer that never comes, a rollback would only wait as long again.
    if (broken) throw broken
    try {
      return await client.query(askedOf(text, parameters))
    } catch (error) {
      const trouble = postgresError(error)
      if (trouble instanceof Error && !survives(error)) broken = trouble
      throw trouble
    }
  }

  function query<Row>(
    text: string,
    parameters: readonly unknown[],
  ): Promise<PostgresQueryResult<Row>>
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>
  function query(text: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('Nothing here is read through a cursor.')
    return ask(text, parameters)
  }

  return { query, release: () => client.release(broken ?? undefined) }
}
