import type { QueryResult } from 'kysely'
import type LibsqlDatabase from 'libsql'

/** Far more than the product has; each length of a list makes a statement of its own. */
const kept = 200

interface Prepared {
  readonly statement: LibsqlDatabase.Statement
  readonly gives: boolean
}

/**
 * Statements that are prepared once. A statement that failed is dropped: libsql finishes it only when it is
 * garbage-collected. One that changes tables is not cached, and empties the cache.
 */
export function createPreparedCache(database: LibsqlDatabase.Database) {
  const prepared = new Map<string, Prepared>()

  function prepare(sql: string): Prepared {
    const found = prepared.get(sql)
    if (found) return found
    const statement = database.prepare(sql)
    const made = { statement, gives: statement.reader }
    const [oldest] = prepared.keys()
    if (prepared.size >= kept && oldest !== undefined) prepared.delete(oldest)
    if (/^\s*(select|insert|update|delete)\b/i.test(sql)) prepared.set(sql, made)
    else prepared.clear()
    return made
  }

  return {
    run<Row>(sql: string, parameters: readonly unknown[]): QueryResult<Row> {
      const { statement, gives } = prepare(sql)
      try {
        if (gives) return { rows: statement.all(parameters) as Row[] }
        return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) }
      } catch (error) {
        prepared.delete(sql)
        throw error
      }
    },
  }
}
