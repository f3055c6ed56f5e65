import { look, wrong, type Finding } from '../../../config/mistakes/finding'
import { usualPool, type PoolSettings } from '../../../store/engine/postgres'
import type { PostgresSettings } from '../../../store/reporting/postgres-settings'

export function mistakesInPostgres(
  { url, pool = usualPool }: PoolSettings,
  settings: PostgresSettings,
): Finding[] {
  // The pool's, plus the one that listens.
  const wanted = pool + 1
  const { off, connections, encoding, port } = settings
  return [
    ...(off.length === 0
      ? []
      : [
          wrong(
            'postgres_fsync_off',
            `PostgreSQL has ${off.join(', ')} off: a power cut loses payments that were acknowledged.`,
            'Take it out of postgresql.conf, of the database and of the role.',
          ),
        ]),
    ...(connections >= wanted
      ? []
      : [
          wrong(
            'postgres_few_connections',
            `PostgreSQL allows ${String(connections)} connections here, and each process wants ${String(wanted)}.`,
            `Raise max_connections, or the limit of the database or the role, to ${String(wanted)} for each process, or set DATABASE_POOL.`,
          ),
        ]),
    ...(encoding === 'UTF8'
      ? []
      : [
          wrong(
            'postgres_encoding',
            `The database has the encoding ${encoding}: names in Chinese cannot be kept.`,
            "Make it anew with: create database … encoding 'UTF8' template template0",
          ),
        ]),
    ...(port === null || port === portOf(url) ? [] : [behindProxy]),
  ]
}

const behindProxy = look(
  'postgres_pgbouncer',
  'DATABASE_URL leads to another port than PostgreSQL’s own: PgBouncer may stand before it.',
  "Where it does: set DATABASE_LISTEN_URL to a direct connection, and give the role its limit, which PgBouncer does not pass on: alter role … set statement_timeout = '5s'.",
)

const portOf = (url: string) => Number(new URL(url).port || '5432')
