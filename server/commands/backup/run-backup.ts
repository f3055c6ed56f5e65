/** The command from its arguments to its exit code; the caller prints and reads the environment. */
import { parseArgs } from 'node:util'
import type { Config } from '../../config/config'
import { copyEmbedded } from '../../store/engine/copy-embedded'
import { messageOf } from '../../runtime/message-of'
import { failed, succeeded, type CommandResult } from '../result/command-result'

export const usage = `Usage: npm run backup -- FILE

Copies the embedded database to FILE while the backend runs, and checks the copy. FILE must not exist; only its
owner can read it. The copy contains the time of the backup. A backend that starts on it holds the copied orders
until the gateways have been queried for payments made since. For PostgreSQL use pg_dump -Fc.
Exit code: 0 done, 1 not done.`

/** @throws Error where the arguments make no sense */
export function readArguments(args: readonly string[]): string {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true, options: {} })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new Error('Give one file.')
  return file
}

export function notBackedUp(reason: string): CommandResult {
  return failed(`Not backed up: ${reason}`)
}

/** Runs beside the backend. @param now Unix ms */
export function runBackup(
  { database }: Pick<Config, 'database'>,
  file: string,
  now: () => number,
): Promise<CommandResult> {
  if (database.kind === 'postgres') {
    const how = 'the database is PostgreSQL. Use: pg_dump -Fc --file FILE "$DATABASE_URL"'
    return Promise.resolve(notBackedUp(how))
  }
  try {
    const at = now()
    const { orders, charges } = copyEmbedded(database.dir, file, at)
    const when = new Date(at).toISOString()
    const out = `${file}: ${orders} orders and ${charges} charges as of ${when}. The copy was checked.`
    return Promise.resolve(succeeded(out))
  } catch (error) {
    return Promise.resolve(notBackedUp(messageOf(error)))
  }
}
