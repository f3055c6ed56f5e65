import { optional, whole, type Environment } from './variables/variables'

const day = 24 * 3_600_000

/**
 * After a week no webhook of a payment is kept any more, and its shop has long been told.
 * @returns ms; null where nothing is erased by itself
 * @throws ConfigError
 */
export function forgetAfter(env: Environment): number | null {
  const name = 'FORGET_AFTER_DAYS'
  if (optional(env, name) === undefined) return null
  return day * whole(env, name, { min: 7, max: 3_650, default: 0 })
}
