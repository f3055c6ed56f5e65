import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../server/support/start-postgres'

export interface CampaignDatabase {
  /** What the backends are told. */
  readonly environment: Readonly<Record<string, string>>
  /** How many backends may share it. */
  readonly processes: number
  stop: () => Promise<void>
}

/** An empty database that keeps every commit: embedded for one process, PostgreSQL for three. */
export async function openDatabase(kind: string, dir: string): Promise<CampaignDatabase> {
  if (kind === 'embedded') {
    const environment = { DATA_DIR: join(dir, 'data') }
    return { environment, processes: 1, stop: () => Promise.resolve() }
  }
  const server = await startPostgres('fsync')
  const client = new pg.Client({ connectionString: `${server.url}/postgres` })
  await client.connect()
  await client.query('create database campaign')
  await client.end()
  const environment = { DATABASE_URL: `${server.url}/campaign` }
  return { environment, processes: 3, stop: server.stop }
}
