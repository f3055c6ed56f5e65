/** A store that tells every statement it is asked, and how a database would go about it. */
import { join } from 'node:path'
import { CompiledQuery, Kysely } from 'kysely'
import LibsqlDatabase from 'libsql'
import { onTestFinished } from 'vitest'
import { openDatabase } from '../../../server/store/engine/database'
import { embeddedDialect } from '../../../server/store/engine/embedded-dialect'
import { migrate } from '../../../server/store/engine/migrate'
import { postgresDialect } from '../../../server/store/engine/postgres-dialect'
import type { Tables } from '../../../server/store/schema/tables'
import { freshDatabase, type Kind } from './databases'

export interface HeardStore {
  readonly db: Kysely<Tables>
  /** Each statement once, as it was written. */
  readonly heard: () => string[]
  /** Every reading of a table in the plan of this statement that starts nowhere: all of it, each time. */
  readonly fullReadings: (statement: string) => Promise<string[]>
}

/** Up to date and empty. A table of no rows is read whole for cheapness: PostgreSQL is told not to. */
export async function openHeardStore(kind: Kind): Promise<HeardStore> {
  const { location, drop } = await freshDatabase(kind)
  const opened = openDatabase(location)
  await migrate(opened)
  await opened.db.destroy()
  const asked = new Map<string, readonly unknown[]>()
  const db = new Kysely<Tables>({
    dialect:
      location.kind === 'embedded'
        ? embeddedDialect(location.dir)
        : postgresDialect({ url: `${location.url}?options=-c%20enable_seqscan%3Doff` }),
    log({ query: { sql, parameters } }) {
      if (/^(select|insert|update|delete)/i.test(sql.trim())) asked.set(sql, parameters)
    },
  })
  onTestFinished(async () => {
    await db.destroy()
    await drop()
  })
  return {
    db,
    heard: () => [...asked.keys()],
    fullReadings(statement) {
      const parameters = asked.get(statement) ?? []
      return location.kind === 'embedded'
        ? Promise.resolve(fullInSqlite(location.dir, statement, parameters))
        : fullInPostgres(db, statement, parameters)
    },
  }
}

/** On a connection of its own: what the product's takes for a write, it puts into a transaction. */
function fullInSqlite(dir: string, statement: string, parameters: readonly unknown[]): string[] {
  const database = new LibsqlDatabase(join(dir, 'checkout.db'))
  try {
    const plan = database.prepare(`explain query plan ${statement}`).all([...parameters])
    return (plan as { detail: string }[])
      .map(({ detail }) => detail)
      .filter((step) => /^SCAN (?!(?:\d+ )?CONSTANT)/.test(step) || step.includes('AUTOMATIC'))
  } finally {
    database.close()
  }
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly PlanNode[]
}

async function fullInPostgres(
  db: Kysely<Tables>,
  statement: string,
  parameters: readonly unknown[],
): Promise<string[]> {
  const query = CompiledQuery.raw(`explain (format json) ${statement}`, [...parameters])
  const { rows } = await db.executeQuery<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(query)
  return rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => fullNodes(Plan)))
}

/** Indexes of what is still to be done and of nothing else: all of one is never much. */
const ofTheUnfinished = new Set(['orders_open', 'orders_expiring', 'orders_begun_by_payer'])

function fullNodes(node: PlanNode): string[] {
  const type = node['Node Type']
  const index = node['Index Name'] ?? ''
  const fromEnd = type.includes('Index') && node['Index Cond'] === undefined
  const isFull = type === 'Seq Scan' || (fromEnd && !ofTheUnfinished.has(index))
  const here = isFull ? [`${type} on ${node['Relation Name'] ?? ''} ${index}`] : []
  return [...here, ...(node.Plans ?? []).flatMap(fullNodes)]
}
