import {
  SelectQueryNode,
  SqliteDialect,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely'
import { GroupCommit, type Member } from './group-commit'
import { openEmbeddedFile, openEmbeddedFileToRead, type EmbeddedFile } from './embedded-file'

/** Opens `checkout.db` in this directory, which is created if needed. */
export function embeddedDialect(dir: string): SqliteDialect {
  return new EmbeddedDialect(openEmbeddedFile(dir))
}

/** Opens `checkout.db` beside another process: creates nothing, changes nothing. */
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
  readonly #commits: GroupCommit

  constructor(file: EmbeddedFile) {
    this.#commits = new GroupCommit(file)
  }

  init = () => Promise.resolve()
  acquireConnection = () => Promise.resolve(new EmbeddedConnection(this.#commits))
  releaseConnection = () => Promise.resolve()
  destroy = () => this.#commits.close()

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

/** One caller's use of the single connection. */
class EmbeddedConnection implements DatabaseConnection {
  readonly #commits: GroupCommit
  /** Null outside a transaction. */
  #member: Member | null = null

  constructor(commits: GroupCommit) {
    this.#commits = commits
  }

  async begin(): Promise<void> {
    this.#member = await this.#commits.begin()
  }

  async commit(): Promise<void> {
    await this.#leave()?.commit()
  }

  /** After a commit that failed there is nothing left to roll back. */
  async rollback(): Promise<void> {
    await this.#leave()?.rollback()
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#member) return this.#member.run<Row>(query)
    return isRead(query) ? this.#commits.read<Row>(query) : this.#commits.write<Row>(query)
  }

  streamQuery(): never {
    throw new Error('Nothing here is read as a stream.')
  }

  #leave(): Member | null {
    const member = this.#member
    this.#member = null
    return member
  }
}

function isRead({ query, sql }: CompiledQuery): boolean {
  return SelectQueryNode.is(query) || /^\s*(select|pragma)\b/i.test(sql)
}
