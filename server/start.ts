import { setTimeout as pause } from 'node:timers/promises'
import type { Backend } from './backend'
import type { Log } from './payments/core/deps'
import { DatabaseUnavailable } from './runtime/database-unavailable'

/** How long a database may come up later than the backend, or stay locked, before we give up. In ms. */
const patience = 30_000
/** In ms. */
const betweenTries = 500

/**
 * Starts the backend as soon as its database can be used. A wrong password or name is no matter of
 * waiting, and fails at once.
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

/** A full disk and a store that may not be written to want a person. */
function isPassing(cause: unknown): boolean {
  if (!(cause instanceof DatabaseUnavailable)) return false
  return cause.trouble !== 'full' && cause.trouble !== 'read_only'
}
