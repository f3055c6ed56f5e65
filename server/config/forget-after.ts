import { optional, whole, type Environment } from './variables/variables'

const day = 24 * 3_600_000

/**
 * After a week no webhook of a payment is stored any more, and its shop was notified long ago.
 * @returns ms; null where nothing is erased automatically
 * @throws ConfigError
 */
export function forgetAfter(env: Environment): number | null {
  const name = 'FORGET_AFTER_DAYS'
  if (optional(env, name) === undefined) return null
  return day * whole(env, name, { min: 7, max: 3_650, default: 0 })
}
