import type { Kysely } from 'kysely'
import type { Config } from '../config/config'
import type { Log } from '../payments/core/deps'
import { keepSecret, secretBefore } from '../store/session-secret'
import type { Tables } from '../store/schema/tables'

/** Warns that payers have to sign in again where the session secret has changed. Never prevents a start. */
export async function warnOfChangedSecret(
  { sessionSecrets }: Pick<Config, 'sessionSecrets'>,
  db: Kysely<Tables>,
  log: Log,
): Promise<void> {
  const [signing] = sessionSecrets
  if (signing === undefined) return
  try {
    const before = await secretBefore(db, sessionSecrets)
    if (before === 'same') return
    if (before === 'other') {
      const mend = 'put the old one behind the new one, with a comma'
      log.warn({ mend }, 'SESSION_SECRET has changed: payers have to sign in again')
    }
    await keepSecret(db, signing)
  } catch {
    // A database that fails here fails again, and is reported, where it matters.
  }
}
