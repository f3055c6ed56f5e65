import { setTimeout as pause } from 'node:timers/promises'
import type { Backend } from './backend'
import type { Log } from './payments/core/deps'
import { DatabaseUnavailable } from './runtime/database-unavailable'

/** In ms: how long to wait for a database that starts later than the backend or stays locked. */
const patience = 30_000
/** In ms. */
const betweenTries = 500

/**
 * Starts the backend as soon as its database can be used. A wrong password or name is not fixed by waiting
 * and fails at once.
 * @returns null where `signal` came first
 */
export async function startWhenReady(
  start: () => Promise<Backend>,
  log: Log,
  signal: AbortSignal,
): Promise<Backend | null> {
  const until = performance.now() + patience
  while (!signal.aborted) {
    try {
      return await start()
    } catch (error) {
      const mayPass = error instanceof Error && isPassing(error.cause)
      if (!mayPass || performance.now() > until) throw error
      log.warn({ reason: error.message }, 'waiting for the database')
    }
    await pause(betweenTries, undefined, { signal }).catch(() => undefined)
  }
  return null
}

/** A full disk and a read-only store need a person. */
function isPassing(cause: unknown): boolean {
  if (!(cause instanceof DatabaseUnavailable)) return false
  return cause.trouble !== 'full' && cause.trouble !== 'read_only'
}
