/** The charge times of the configuration, converted from seconds to ms. */
import { problem, readAll } from './variables/problem'
import { optional, whole, type Environment } from './variables/variables'

/** All in ms. */
export interface ChargeTimes {
  /** How long a charge can be paid. */
  readonly ttl: number
  /** How long its payer is given the same charge again. */
  readonly reuse: number
  /** How long only the payer who has the charge may have it closed. */
  readonly grace: number
}

/**
 * In seconds. Paymax: «limit 3 minutes» for official accounts, taken as the minimum. WeChat: a prepay_id
 * lives 2 hours.
 */
const TTL = { min: 180, max: 7_200, default: 1_800 }

export function chargeTimes(env: Environment): ChargeTimes {
  const seconds = readAll<ChargeTimes>({
    ttl: () => whole(env, 'CHARGE_TTL', TTL),
    reuse: () => whole(env, 'CHARGE_REUSE', { min: 0, max: TTL.max, default: 240 }),
    grace: () => whole(env, 'CHARGE_GRACE', { min: 0, max: TTL.max, default: 300 }),
  })
  // Defaults adapt; only values that somebody set can conflict.
  const reuse = optional(env, 'CHARGE_REUSE') ? seconds.reuse : Math.min(seconds.reuse, seconds.ttl)
  if (reuse > seconds.ttl) throw problem('CHARGE_REUSE', 'must not be more than CHARGE_TTL.')
  return { ttl: seconds.ttl * 1000, reuse: reuse * 1000, grace: seconds.grace * 1000 }
}
