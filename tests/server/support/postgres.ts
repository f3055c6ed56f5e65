import type { TestProject } from 'vitest/node'
import { startPostgres } from './start-postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server of the tests' own, without a database's name. */
    postgresUrl: string
  }
}

/** One PostgreSQL for the whole run; each test makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres()
  project.provide('postgresUrl', postgres.url)
  return postgres.stop
}
