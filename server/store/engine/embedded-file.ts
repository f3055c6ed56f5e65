import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CompiledQuery, QueryResult } from 'kysely'
import LibsqlDatabase from 'libsql'
import { databaseFile, keepPrivate } from './private-files'
import { sqliteError } from './sqlite-errors'
import { createPreparedCache } from './prepared-cache'
import { DatabaseUnavailable } from '../../runtime/database-unavailable'

/** In ms: how long SQLite waits for another process's lock while it opens the file. */
const openPatience = 5_000

export function openEmbeddedFile(dir: string): EmbeddedFile {
  return attempt(() => {
    keepPrivate(dir)
    return openAt(pathIn(dir), prepareConnection)
  })
}

export function openEmbeddedFileToRead(dir: string): EmbeddedFile {
  return attempt(() => {
    const path = pathIn(dir)
    if (!existsSync(path)) throw new Error(`there is no database at ${path}`)
    return openAt(path, (database) => database.pragma('query_only = ON'))
  })
}

const pathIn = (dir: string) => join(dir, databaseFile)

function openAt(path: string, prepare: (database: LibsqlDatabase.Database) => void): EmbeddedFile {
  const database = new LibsqlDatabase(path)
  try {
    prepare(database)
    return new EmbeddedFile(database, path)
  } catch (error) {
    database.close()
    throw error
  }
}

function prepareConnection(database: LibsqlDatabase.Database): void {
  // Only while opening does SQLite itself wait for a lock, which blocks the whole process.
  database.pragma(`busy_timeout = ${openPatience}`)
  // What a 2xx acknowledged survives a kill and a power cut: every commit is synced to disk.
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  // What is erased is overwritten, not only freed.
  database.pragma('secure_delete = ON')
  database.pragma('busy_timeout = 0')
}

/**
 * The database's file and its single connection; `group-commit.ts` decides who uses it when.
 * libsql leaves a statement that met another process's lock unfinished until it is garbage-collected. While a
 * write is unfinished, SQLite commits nothing written after it on that connection, but answers as if it had.
 * So locks are only ever met by `begin immediate`, run through `exec`, which finishes its statement.
 */
export class EmbeddedFile {
  readonly #database: LibsqlDatabase.Database
  readonly #path: string
  readonly #inode: number
  readonly #statements: ReturnType<typeof createPreparedCache>
  /** Whether the file was seen in its place in this turn of the event loop. */
  #seen = false

  constructor(database: LibsqlDatabase.Database, path: string) {
    this.#database = database
    this.#path = path
    this.#inode = statSync(path).ino
    this.#statements = createPreparedCache(database)
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction
  }

  begin(): void {
    this.#startAfresh()
    this.exec('begin immediate')
  }

  /** The file may have been moved away during the transaction: then the transaction is not acknowledged. */
  commit(): void {
    if (!this.#seen) this.#look()
    this.exec('commit')
  }

  exec(statement: string): void {
    attempt(() => this.#database.exec(statement))
  }

  read<Row>(query: CompiledQuery): QueryResult<Row> {
    this.#startAfresh()
    return this.run<Row>(query)
  }

  run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    return attempt(() => this.#statements.run<Row>(sql, parameters))
  }

  /** Where the file is no longer ours, closing would delete the log of the one in its place. */
  close(): void {
    if (this.#isInPlace()) this.#database.close()
  }

  /**
   * Writes to a file without a name are lost with the process, and a transaction that could not be committed
   * must not become visible.
   */
  #startAfresh(): void {
    if (!this.#seen) this.#look()
    if (this.inTransaction) this.exec('rollback')
  }

  #look(): void {
    if (!this.#isInPlace()) throw new DatabaseUnavailable('gone', `${this.#path} was moved away`)
    this.#seen = true
    setImmediate(() => {
      this.#seen = false
    })
  }

  #isInPlace(): boolean {
    return statSync(this.#path, { throwIfNoEntry: false })?.ino === this.#inode
  }
}

function attempt<Value>(work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    throw sqliteError(error)
  }
}
