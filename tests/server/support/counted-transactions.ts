/** PostgreSQL as the product opens it, and every transaction that it is asked for, by what is done in it. */
import {
  Kysely,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type PostgresDialect,
} from 'kysely'
import { postgresDialect } from '../../../server/store/engine/postgres-dialect'
import type { openDatabase } from '../../../server/store/engine/database'
import type { Tables } from '../../../server/store/schema/tables'

export interface CountedTransactions {
  readonly open: typeof openDatabase
  /** Since it was last asked: each transaction's statements, by what they do to which table. */
  readonly taken: () => string[]
}

export function countTransactions(): CountedTransactions {
  let transactions: string[] = []

  function heardBy(connection: DatabaseConnection): DatabaseConnection {
    let open: string[] | null = null
    return {
      async executeQuery<Row>(query: CompiledQuery) {
        const what = summaryOf(query.sql)
        if (what === 'begin') open = []
        else if (what === 'commit') {
          transactions.push((open ?? []).join(', '))
          open = null
        } else if (what === 'rollback') open = null
        else if (open) open.push(what)
        else transactions.push(what)
        return connection.executeQuery<Row>(query)
      },
      streamQuery: connection.streamQuery.bind(connection),
    }
  }

  return {
    open(location) {
      if (location.kind !== 'postgres') throw new Error('PostgreSQL is what is counted here.')
      const dialect = postgresDialect(location)
      return { kind: 'postgres', db: new Kysely<Tables>({ dialect: listening(dialect, heardBy) }) }
    },
    taken() {
      const taken = transactions
      transactions = []
      return taken
    },
  }
}

/** `update charges`, `begin`. */
function summaryOf(sql: string): string {
  const text = sql.trim().replaceAll('"', '')
  const [verb = ''] = text.split(/\s/)
  const table = /\b(?:from|into|update)\s+(\w+)/i.exec(text)?.[1] ?? ''
  return `${verb.toLowerCase()} ${table}`.trim()
}

function listening(
  dialect: PostgresDialect,
  heardBy: (connection: DatabaseConnection) => DatabaseConnection,
): PostgresDialect {
  const heard = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const behind = new WeakMap<DatabaseConnection, DatabaseConnection>()
  const createDriver = dialect.createDriver.bind(dialect)
  dialect.createDriver = (): Driver => {
    const driver = createDriver()
    const acquire = driver.acquireConnection.bind(driver)
    const release = driver.releaseConnection.bind(driver)
    driver.acquireConnection = async () => {
      const connection = await acquire()
      const known = heard.get(connection) ?? heardBy(connection)
      heard.set(connection, known)
      behind.set(known, connection)
      return known
    }
    driver.releaseConnection = (connection) => release(behind.get(connection) ?? connection)
    return driver
  }
  return dialect
}
