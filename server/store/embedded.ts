import {
  SelectQueryNode,
  SqliteDialect,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely'
import { openEmbeddedFile, openEmbeddedFileToRead, type EmbeddedFile } from './embedded-file'

/** Opens `checkout.db` in this directory, which is made if need be. */
export function embeddedDialect(dir: string): SqliteDialect {
  return new EmbeddedDialect(openEmbeddedFile(dir))
}

/** Opens `checkout.db` as another process keeps it: nothing is made, nothing can be changed. */
export function embeddedReader(dir: string): SqliteDialect {
  return new EmbeddedDialect(openEmbeddedFileToRead(dir))
}

class EmbeddedDialect extends SqliteDialect {
  readonly #driver: Driver

  constructor(file: EmbeddedFile) {
    super({ database: () => Promise.reject(new Error('The driver has its own.')) })
    this.#driver = new EmbeddedDriver(file)
  }

  override createDriver() {
    return this.#driver
  }
}

class EmbeddedDriver implements Driver {
  readonly #file: EmbeddedFile

  constructor(file: EmbeddedFile) {
    this.#file = file
  }

  init = () => Promise.resolve()
  acquireConnection = () => Promise.resolve(new EmbeddedConnection(this.#file))
  releaseConnection = () => Promise.resolve()
  destroy = () => Promise.resolve(this.#file.close())

  beginTransaction(connection: EmbeddedConnection) {
    return connection.begin()
  }

  commitTransaction(connection: EmbeddedConnection) {
    return connection.commit()
  }

  rollbackTransaction(connection: EmbeddedConnection) {
    return connection.rollback()
  }
}

/**
 * What one caller has of the one connection: reads go between the transactions, and every write stands
 * in a transaction, be it one of its own.
 */
class EmbeddedConnection implements DatabaseConnection {
  readonly #file: EmbeddedFile
  /** Ends the transaction's turn; null outside a transaction. */
  #endTurn: (() => void) | null = null

  constructor(file: EmbeddedFile) {
    this.#file = file
  }

  async begin(): Promise<void> {
    this.#endTurn = await this.#file.begin()
  }

  commit(): Promise<void> {
    this.#file.commit()
    this.#leave()
    return Promise.resolve()
  }

  rollback(): Promise<void> {
    try {
      this.#file.rollback()
    } finally {
      this.#leave()
    }
    return Promise.resolve()
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#endTurn) return this.#file.runInside<Row>(query)
    if (isRead(query)) return this.#file.read<Row>(query)
    await this.begin()
    try {
      const result = this.#file.runInside<Row>(query)
      await this.commit()
      return result
    } catch (error) {
      await this.rollback()
      throw error
    }
  }

  streamQuery(): never {
    throw new Error('Nothing here is read as a stream.')
  }

  #leave(): void {
    this.#endTurn?.()
    this.#endTurn = null
  }
}

function isRead({ query, sql }: CompiledQuery): boolean {
  return SelectQueryNode.is(query) || /^\s*(select|pragma)\b/i.test(sql)
}
