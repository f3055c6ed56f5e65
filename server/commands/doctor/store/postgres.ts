import { look, wrong, type Finding } from '../../../config/mistakes/finding'
import { usualPool, type PoolSettings } from '../../../store/engine/postgres-dialect'
import type { PostgresSettings } from '../../../store/reporting/postgres-settings'

export function mistakesInPostgres(
  { url, pool = usualPool }: PoolSettings,
  settings: PostgresSettings,
  /** The address of the connection that listens: the same as `url` where none of its own was set. */
  listenUrl: string | null = null,
): Finding[] {
  // The pool's, plus the one that listens.
  const wanted = pool + 1
  const { off, connections, encoding, port, isTimeLimited } = settings
  const isBehind = port !== null && port !== portOf(url)
  const listensElsewhere = listenUrl !== null && listenUrl !== url
  return [
    ...(off.length === 0
      ? []
      : [
          wrong(
            'postgres_fsync_off',
            `PostgreSQL has ${off.join(', ')} off: a power failure can lose payments that were acknowledged.`,
            'Remove the setting from postgresql.conf, from the database and from the role.',
          ),
        ]),
    ...(connections >= wanted
      ? []
      : [
          wrong(
            'postgres_few_connections',
            `PostgreSQL allows ${String(connections)} connections, but each process needs ${String(wanted)}.`,
            `Raise max_connections (or the limit of the database or the role) to at least ${String(wanted)} for each process, or lower DATABASE_POOL.`,
          ),
        ]),
    ...(encoding === 'UTF8'
      ? []
      : [
          wrong(
            'postgres_encoding',
            `The database has the encoding ${encoding}, which cannot store Chinese text.`,
            "Create a new one: create database … encoding 'UTF8' template template0",
          ),
        ]),
    ...(isBehind && !(listensElsewhere && isTimeLimited) ? [behindProxy] : []),
  ]
}

const behindProxy = look(
  'postgres_pgbouncer',
  'DATABASE_URL has another port than PostgreSQL itself: check whether PgBouncer is in between',
  "If so, set DATABASE_LISTEN_URL to a direct connection. PgBouncer does not pass the statement time-out on, so set it for the role: alter role … set statement_timeout = '5s'.",
)

const portOf = (url: string) => Number(new URL(url).port || '5432')
