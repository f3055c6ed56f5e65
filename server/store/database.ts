import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  CompiledQuery,
  Kysely,
  PostgresDialect,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type SqliteDatabase,
} from 'kysely'
import LibsqlDatabase from 'libsql'
import pg from 'pg'
import type { Tables } from './tables'

export type DatabaseLocation =
  | { readonly kind: 'embedded'; readonly dir: string }
  | { readonly kind: 'postgres'; readonly url: string }

export interface Database {
  readonly kind: DatabaseLocation['kind']
  readonly db: Kysely<Tables>
}

/** Opens the merchant's database. The same queries run on both kinds. */
export function openDatabase(location: DatabaseLocation): Database {
  return location.kind === 'embedded' ? openEmbedded(location.dir) : openPostgres(location.url)
}

function openEmbedded(dir: string): Database {
  mkdirSync(dir, { recursive: true })
  const database = new LibsqlDatabase(join(dir, 'checkout.db'))
  // What a 2xx acknowledged survives a kill and a power cut: every commit reaches the disk.
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'busy_timeout = 5000']) {
    database.pragma(pragma)
  }
  database.pragma('foreign_keys = ON')
  return {
    kind: 'embedded',
    db: new Kysely<Tables>({ dialect: new EmbeddedDialect({ database }) }),
  }
}

class EmbeddedDialect extends SqliteDialect {
  readonly #config: { database: SqliteDatabase }

  constructor(config: { database: SqliteDatabase }) {
    super(config)
    this.#config = config
  }

  override createDriver() {
    return new EmbeddedDriver(this.#config)
  }
}

/** A transaction takes the write lock at once: one that upgrades later can be refused for good. */
class EmbeddedDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

const int8 = 20

function openPostgres(connectionString: string): Database {
  const types = new pg.TypeOverrides()
  // Our integers are times in ms and amounts in fen, far below 2^53.
  types.setTypeParser(int8, (text: string) => Number(text))
  const pool = new pg.Pool({
    connectionString,
    types,
    max: 10,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 10_000,
  })
  // An idle connection that breaks is replaced at the next query; without a listener it ends the process.
  pool.on('error', () => undefined)
  return { kind: 'postgres', db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) }
}
