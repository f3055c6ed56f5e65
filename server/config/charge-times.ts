/** The times of «one live charge», from seconds to ms. */
import { problem, readAll } from './variables/problem'
import { optional, whole, type Environment } from './variables/variables'

/** All in ms. */
export interface ChargeTimes {
  /** How long a charge can be paid. */
  readonly ttl: number
  /** How long its payer is given it again. */
  readonly reuse: number
  /** How long only the payer who has the charge may close it. */
  readonly grace: number
}

/** Paymax: «limit 3 minutes» for official accounts, read as its least. WeChat: a prepay_id lives 2 hours. */
const TTL = { min: 180, max: 7_200, default: 1_800 }

export function chargeTimes(env: Environment): ChargeTimes {
  const seconds = readAll<ChargeTimes>({
    ttl: () => whole(env, 'CHARGE_TTL', TTL),
    reuse: () => whole(env, 'CHARGE_REUSE', { min: 0, max: TTL.max, default: 240 }),
    grace: () => whole(env, 'CHARGE_GRACE', { min: 0, max: TTL.max, default: 300 }),
  })
  // A default gives way: only what somebody set can be at odds.
  const reuse = optional(env, 'CHARGE_REUSE') ? seconds.reuse : Math.min(seconds.reuse, seconds.ttl)
  if (reuse > seconds.ttl) throw problem('CHARGE_REUSE', 'must not be more than CHARGE_TTL.')
  return { ttl: seconds.ttl * 1000, reuse: reuse * 1000, grace: seconds.grace * 1000 }
}
