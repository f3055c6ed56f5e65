import { look, wrong, type Finding } from '../../../config/mistakes/finding'
import type { PostgresSettings } from '../../../store/books/postgres-settings'

/** What a process keeps open at most. */
const pool = 10

export function mistakesInPostgres(url: string, settings: PostgresSettings): Finding[] {
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
    ...(connections >= pool
      ? []
      : [
          wrong(
            'postgres_few_connections',
            `PostgreSQL allows ${String(connections)} connections here, and each process wants ${String(pool)}.`,
            `Raise max_connections, or the limit of the database or the role, to ${String(pool)} for each process.`,
          ),
        ]),
    ...(encoding === 'UTF8'
      ? []
      : [
          wrong(
            'postgres_encoding',
            `The database has the encoding ${encoding}: names in Chinese cannot be kept.`,
            'Make it anew with: create database … encoding ‘UTF8’ template template0',
          ),
        ]),
    ...(port === null || port === portOf(url) ? [] : [behindProxy]),
  ]
}

export const behindProxy = look(
  'postgres_pgbouncer',
  'DATABASE_URL leads to another port than PostgreSQL’s own: PgBouncer may stand before it.',
  'Where it does: ignore_startup_parameters = statement_timeout in pgbouncer.ini, and default_pool_size of 10 for each process.',
)

const portOf = (url: string) => Number(new URL(url).port || '5432')
