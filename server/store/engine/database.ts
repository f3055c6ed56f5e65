import { Kysely } from 'kysely'
import { embeddedDialect, embeddedReader } from './embedded-dialect'
import { createPoolMetrics, type PoolMetrics } from './pool-metrics'
import { postgresDialect, type PoolSettings } from './postgres-dialect'
import type { Tables } from '../schema/tables'

export type DatabaseLocation =
  | { readonly kind: 'embedded'; readonly dir: string }
  | ({ readonly kind: 'postgres' } & PoolSettings)

export interface Database {
  readonly kind: DatabaseLocation['kind']
  readonly db: Kysely<Tables>
  /** Only where there is a pool. */
  readonly pool?: PoolMetrics
}

/**
 * Opens the merchant's database. The same queries run on both kinds. A lock, a full disk or a missing answer
 * is thrown as `DatabaseUnavailable` within seconds.
 */
export function openDatabase(location: DatabaseLocation): Database {
  if (location.kind === 'postgres') return openPostgres(location)
  const dialect = embeddedDialect(location.dir)
  return { kind: location.kind, db: new Kysely<Tables>({ dialect }) }
}

function openPostgres(settings: PoolSettings): Database {
  const pool = createPoolMetrics()
  const dialect = postgresDialect(settings, pool)
  return { kind: 'postgres', db: new Kysely<Tables>({ dialect }), pool }
}

/**
 * Opens an existing database beside the backend that writes to it: on the embedded one readers and the writer
 * do not block each other (WAL).
 * @throws where the embedded one does not exist: an empty one would look like a merchant without payments
 */
export function openDatabaseToRead(location: DatabaseLocation): Database {
  const dialect =
    location.kind === 'embedded' ? embeddedReader(location.dir) : postgresDialect(location)
  return { kind: location.kind, db: new Kysely<Tables>({ dialect }) }
}
