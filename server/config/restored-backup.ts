import { problem } from './variables/problem'
import { optional, type Environment } from './variables/variables'

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/**
 * When the restored backup was made.
 * @returns Unix ms; null: none was restored
 */
export function restored(env: Environment): number | null {
  const text = optional(env, 'RESTORED')
  if (text === undefined) return null
  const at = INSTANT.test(text) ? Date.parse(text) : NaN
  if (!Number.isNaN(at)) return at
  throw problem('RESTORED', 'set the backup’s time, e.g. 2026-11-01T03:00:00+08:00.')
}
