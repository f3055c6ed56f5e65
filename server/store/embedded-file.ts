import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { CompiledQuery, QueryResult } from 'kysely'
import LibsqlDatabase from 'libsql'
import { isLocked, sqliteTrouble } from './sqlite-trouble'
import { createTurns } from './turns'
import { DatabaseUnavailable } from './unavailable'

/** How long a statement waits for another process's lock. In ms. */
const lockPatience = 5_000
/** How often it is looked whether the lock is free. In ms. */
const lockBeat = 20

export function openEmbeddedFile(dir: string): EmbeddedFile {
  return attempt(() => {
    mkdirSync(dir, { recursive: true })
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

const pathIn = (dir: string) => join(dir, 'checkout.db')

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
  // Opening is the one moment at which SQLite waits by itself, and the whole process with it.
  database.pragma(`busy_timeout = ${lockPatience}`)
  // What a 2xx acknowledged survives a kill and a power cut: every commit reaches the disk.
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('busy_timeout = 0')
}

/**
 * The database's file and the one connection to it.
 *
 * libsql leaves a statement that met another process's lock unfinished until it is garbage-collected,
 * and as long as a write is unfinished, SQLite commits nothing that is written after it on that
 * connection, yet answers as if it had. A lock is therefore met by `begin immediate` alone, through
 * `exec`, which finishes what it began. The waiting is done out here, a look at a time: while SQLite
 * itself waits, the whole process stands still.
 */
export class EmbeddedFile {
  readonly #database: LibsqlDatabase.Database
  readonly #path: string
  readonly #inode: number
  readonly #writers = createTurns()
  readonly #connection = createTurns()

  constructor(database: LibsqlDatabase.Database, path: string) {
    this.#database = database
    this.#path = path
    this.#inode = statSync(path).ino
  }

  /** @returns what ends the transaction's turn, to be called after commit or rollback */
  async begin(): Promise<() => void> {
    const since = performance.now()
    const endWriting = await this.#writers.take()
    try {
      const { endTurn } = await this.#patiently(since, () => this.#beginAfresh())
      return () => {
        endTurn()
        endWriting()
      }
    } catch (error) {
      endWriting()
      throw error
    }
  }

  commit(): void {
    attempt(() => this.#database.exec('commit'))
  }

  /** After some failures, a full disk for one, SQLite has rolled back by itself. */
  rollback(): void {
    if (this.#database.inTransaction) attempt(() => this.#database.exec('rollback'))
  }

  runInside<Row>(query: CompiledQuery): QueryResult<Row> {
    if (!this.#database.inTransaction) throw new Error('The transaction was rolled back before.')
    return attempt(() => this.#run<Row>(query))
  }

  async read<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { value, endTurn } = await this.#patiently(performance.now(), () => this.#run<Row>(query))
    endTurn()
    return value
  }

  /** Where the file is no longer ours, closing would take away the log of the one in its place. */
  close(): void {
    if (this.#isInPlace()) this.#database.close()
  }

  /** Tries until no lock is met or patience ends. The connection's turn is the caller's to end. */
  async #patiently<Value>(since: number, work: () => Value) {
    for (;;) {
      const endTurn = await this.#connection.take()
      try {
        this.#requireInPlace()
        return { value: work(), endTurn }
      } catch (error) {
        endTurn()
        if (!isLocked(error) || performance.now() - since > lockPatience) throw sqliteTrouble(error)
      }
      await pause(lockBeat)
    }
  }

  #beginAfresh(): void {
    this.rollback()
    this.#database.exec('begin immediate')
  }

  /** What is written to a file that has no name any more is lost with the process. */
  #requireInPlace(): void {
    if (!this.#isInPlace()) throw new DatabaseUnavailable('gone', `${this.#path} was moved away`)
  }

  #isInPlace(): boolean {
    return statSync(this.#path, { throwIfNoEntry: false })?.ino === this.#inode
  }

  #run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const statement = this.#database.prepare(sql)
    if (statement.reader) return { rows: statement.all(parameters) as Row[] }
    const { changes } = statement.run(parameters)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }
}

function attempt<Value>(work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    throw sqliteTrouble(error)
  }
}
