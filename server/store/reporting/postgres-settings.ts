import { sql, type Kysely } from 'kysely'
import type { Tables } from '../schema/tables'

/** Settings of a PostgreSQL server that payments depend on. */
export interface PostgresSettings {
  /** Which of `fsync`, `full_page_writes` and `synchronous_commit` are off. */
  readonly off: readonly string[]
  /** How many connections this role may have in this database. */
  readonly connections: number
  readonly encoding: string
  /** null on a local socket. */
  readonly port: number | null
  /** Whether a statement that lasts is ended, as this connection came: PgBouncer passes on the role's limit alone. */
  readonly isTimeLimited: boolean
}

interface Row {
  fsync: string
  full_page_writes: string
  synchronous_commit: string
  connections: number | string
  encoding: string
  port: number | null
  statement_timeout: string
}

export async function postgresSettings(db: Kysely<Tables>): Promise<PostgresSettings> {
  const { rows } = await sql<Row>`
    select
      current_setting('fsync') as fsync,
      current_setting('full_page_writes') as full_page_writes,
      current_setting('synchronous_commit') as synchronous_commit,
      least(
        current_setting('max_connections')::int
          - current_setting('superuser_reserved_connections')::int,
        (select nullif(rolconnlimit, -1) from pg_roles where rolname = current_user),
        (select nullif(datconnlimit, -1) from pg_database where datname = current_database())
      ) as connections,
      (select pg_encoding_to_char(encoding) from pg_database where datname = current_database())
        as encoding,
      inet_server_port() as port,
      current_setting('statement_timeout') as statement_timeout`.execute(db)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL told nothing of its settings.')
  const { fsync, full_page_writes, synchronous_commit } = row
  const switches = Object.entries({ fsync, full_page_writes, synchronous_commit })
  return {
    off: switches.filter(([, value]) => value === 'off').map(([name]) => name),
    connections: Number(row.connections),
    encoding: row.encoding,
    port: row.port,
    isTimeLimited: row.statement_timeout !== '0',
  }
}
