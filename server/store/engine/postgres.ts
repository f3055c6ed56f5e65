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

/** In ms. Each can be set anew in `DATABASE_URL`, but for the first, as a parameter of its name. */
const patience = {
  connectionTimeoutMillis: 3_000,
  /** We give the server up: it says nothing any more. */
  query_timeout: 6_000,
}
/** The server gives a statement up: it is slow, or stands behind another's lock. */
const limited = { ...patience, statement_timeout: 5_000 }

/** An index over years of orders takes its time; nobody is served before it is there. In ms. */
const indexPatience = 15 * 60_000
const isIndex = /^create (unique )?index\b/i

/** How many connections a process holds where nothing is said. */
export const usualPool = 10

export interface PoolSettings {
  readonly url: string
  /** Connections at most; `usualPool` where it is left out. */
  readonly pool?: number
}

/** Its driver is loaded with the first connection: the embedded database needs none. */
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
    // Whoever uses a connection that breaks is told by the query. What is told to nobody ends the process.
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

/** A pooler takes no parameter that it does not know: there the role has to have it. */
function refusesParameter(error: unknown): boolean {
  return error instanceof Error && error.message.includes('unsupported startup parameter')
}

function withoutStatementTimeout(address: string): string {
  const url = new URL(address)
  url.searchParams.delete('statement_timeout')
  return url.href
}

/**
 * The pool, but a connection on which more than a statement failed is never used again.
 * @param openBehindPooler opens the one that is used from then on where a pooler refuses the first
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

/** The driver reads `query_timeout` off a single query too. */
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
