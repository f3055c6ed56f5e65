import pg from 'pg'
import { openDatabase } from '../../../server/store/engine/database'
import { migrate } from '../../../server/store/engine/migrate'

/** The database that those of the tests are copied from: nobody may be connected to it then. */
export const migrated = 'migrated'

/** @param server PostgreSQL's address, without a database's name */
export async function createMigratedDatabase(server: string): Promise<void> {
  await onServer(server, `create database ${migrated}`)
  const database = openDatabase({ kind: 'postgres', url: `${server}/${migrated}` })
  await migrate(database)
  await database.db.destroy()
}

export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  await client.query(statement)
  await client.end()
}
