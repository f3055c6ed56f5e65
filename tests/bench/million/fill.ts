/** A year of a busy shop, put into a store as it would lie there, but in a minute. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import LibsqlDatabase from 'libsql'
import { openDatabase } from '../../../server/store/engine/database'
import { migrate } from '../../../server/store/engine/migrate'
import { createRows, type Rows } from './rows'

const minute = 60_000
const day = 24 * 60 * minute
const year = 365 * day

/** @param now Unix ms: the last order was placed a moment before */
export async function fillStore(dir: string, orders: number, now: number): Promise<void> {
  const opened = openDatabase({ kind: 'embedded', dir })
  await migrate(opened)
  await opened.db.destroy()
  const database = new LibsqlDatabase(join(dir, 'checkout.db'))
  try {
    // Filling has nothing to lose; what is measured afterwards opens the file as the product does.
    for (const setting of ['synchronous = OFF', 'cache_size = -1500000']) {
      database.pragma(setting)
    }
    database.exec('begin')
    const indexAgain = takeIndexesOff(database)
    const put = createPut(database)
    const rows = createRows(pooledRandom())
    for (let n = 0; n < orders; n += 1) {
      const at = Math.floor(now - year + (year * n) / orders)
      putOrder(put, rows, n, at, now)
    }
    indexAgain()
    database.exec('commit')
    database.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    database.close()
  }
}

type Put = (table: string, row: object) => void

/** What the product itself lets go of is only there as far back as it keeps it. */
function putOrder(put: Put, rows: Rows, n: number, at: number, now: number): void {
  const { order, charges, refunds, notifications, key, login } = rows.purchase(n, at, now)
  put('orders', order)
  for (const charge of charges) put('charges', charge)
  for (const refund of refunds) put('refunds', refund)
  if (now - at < 7 * day) for (const one of notifications) put('inbox', one)
  if (now - at < 30 * day) put('logins', login)
  put('idempotency_keys', key)
}

function createPut(database: LibsqlDatabase.Database): Put {
  const statements = new Map<string, LibsqlDatabase.Statement>()
  return (table, row) => {
    let statement = statements.get(table)
    if (!statement) {
      const columns = Object.keys(row)
      const marks = columns.map(() => '?').join(', ')
      statement = database.prepare(`insert into ${table} (${columns.join(', ')}) values (${marks})`)
      statements.set(table, statement)
    }
    statement.run(Object.values(row))
  }
}

/** A million rows are sorted into an index faster at once than one by one. @returns what puts them back */
function takeIndexesOff(database: LibsqlDatabase.Database): () => void {
  const indexes = database
    .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null")
    .all() as { readonly name: string; readonly sql: string }[]
  for (const { name } of indexes) database.exec(`drop index ${name}`)
  return () => {
    for (const { sql } of indexes) database.exec(sql)
  }
}

/** As random as it gets, a megabyte at a time. */
function pooledRandom(): (bytes: number) => Buffer {
  let pool = Buffer.alloc(0)
  let used = 0
  return (bytes) => {
    if (used + bytes > pool.length) {
      pool = randomBytes(1 << 20)
      used = 0
    }
    used += bytes
    return pool.subarray(used - bytes, used)
  }
}
