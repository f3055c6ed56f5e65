import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type pg from 'pg'
import { startStopwatch } from '../../runtime/stopwatch'
import type { PoolMetrics } from './pool-metrics'
import { postgresError, survives } from './postgres-errors'
import { createWriteCheck, type CanRun } from './writable-connection'

/** In ms. An index over years of orders takes time; nobody is served before it is there. */
const indexPatience = 15 * 60_000
const isIndex = /^create (unique )?index\b/i

/** A pooler refuses parameters that it does not know: there the setting has to be on the role. */
function refusesParameter(error: unknown): boolean {
  return error instanceof Error && error.message.includes('unsupported startup parameter')
}

/**
 * A pool that never reuses a connection on which more than a statement failed, and none that can
 * only read, for a write.
 * @param openBehindPooler opens the pool used from then on where a pooler refuses the first
 */
export function carefulPool(
  first: pg.Pool,
  openBehindPooler: () => pg.Pool,
  metrics: PoolMetrics,
): PostgresPool {
  let behindPooler: pg.Pool | null = null
  const canRun = createWriteCheck()

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
        return carefulClient(await connect(), { canRun, reconnect: connect })
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

interface Replacement {
  readonly canRun: CanRun
  readonly reconnect: () => Promise<pg.PoolClient>
}

function carefulClient(
  taken: pg.PoolClient,
  { canRun, reconnect }: Replacement,
): PostgresPoolClient {
  /** `null` while it is replaced: a full pool has no room for the new one before the old one is gone. */
  let client: pg.PoolClient | null = taken
  let isUsed = false
  let broken: Error | null = null

  async function ready(text: string): Promise<pg.PoolClient> {
    if (client && (isUsed || (await canRun(client, text)))) return client
    client?.release(true)
    client = null
    client = await reconnect()
    return client
  }

  async function ask(text: string, parameters: readonly unknown[]) {
    // Behind an answer that never comes, a rollback would only wait as long again.
    if (broken) throw broken
    try {
      const connection = await ready(text)
      isUsed = true
      return await connection.query(askedOf(text, parameters))
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

  return { query, release: () => client?.release(broken ?? undefined) }
}
