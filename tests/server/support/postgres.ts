import type { TestProject } from 'vitest/node'
import { createMigratedDatabase } from './migrated-database'
import { startPostgres } from './start-postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server of the tests' own, without a database's name. */
    postgresUrl: string
  }
}

interface Shared {
  readonly started: ReturnType<typeof start>
  users: number
}

declare global {
  // Each project of a run loads this file anew; the process is the same.
  var postgresOfTheRun: Shared | undefined
}

async function start(): ReturnType<typeof startPostgres> {
  const postgres = await startPostgres()
  await createMigratedDatabase(postgres.url)
  return postgres
}

/** One PostgreSQL for the whole run, whatever projects it has; each test makes a database of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (globalThis.postgresOfTheRun ??= { started: start(), users: 0 })
  shared.users += 1
  const postgres = await shared.started
  project.provide('postgresUrl', postgres.url)
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    globalThis.postgresOfTheRun = undefined
    await postgres.stop()
  }
}
