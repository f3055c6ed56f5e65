import type { Config } from './config/config'
import type { Log } from './payments/core/deps'
import type { openDatabase, Database } from './store/engine/database'
import { migrate } from './store/engine/migrate'
import { keepPrivate } from './store/engine/private-files'

/** Files that others could read were so for as long as they were there: whoever runs this should know. */
export function sayWhatIsExposed({ database }: Config, log: Log): void {
  if (database.kind === 'postgres') return
  for (const { path, tightened } of exposed(database.dir)) {
    if (tightened) log.warn({ path }, 'others on this machine could read the database: no longer')
    else log.warn({ path }, 'others on this machine can read the database: give it its own folder')
  }
}

/** Where it cannot be made or read, opening it says why. */
function exposed(dir: string): ReturnType<typeof keepPrivate> {
  try {
    return keepPrivate(dir)
  } catch {
    return []
  }
}

export async function openUsable(
  location: Config['database'],
  open: typeof openDatabase,
): Promise<Database> {
  try {
    const database = open(location)
    await migrate(database).catch(async (error: unknown) => {
      await database.db.destroy()
      throw error
    })
    return database
  } catch (cause) {
    throw new Error(unusable(location, cause), { cause })
  }
}

function unusable(database: Config['database'], cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return database.kind === 'postgres'
    ? `the database at DATABASE_URL cannot be used (${reason}).`
    : `the database in DATA_DIR (${database.dir}) cannot be used (${reason}).`
}
