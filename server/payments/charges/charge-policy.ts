import type { GatewayCapabilities } from '../core/gateway'
import type { ChargeRecord } from '../core/records'
import { clocksApart, createTimeout, isAbandoned } from '../schedules/charge-check-schedule'

/** In ms. WeChat needs time to finish a sheet: a charge that ends sooner than this is not given again. */
const nearExpiry = 60_000

/**
 * In ms: how long a create call that may be repeated is left to the request that started it. A second one by
 * the same payer is harmless, but costs the gateway a call.
 */
const joinAfter = 5_000

export interface ChargeAttempt {
  readonly openid: string
  /** The sheet refused the charge it was given. */
  readonly renew: boolean
  /** The sheet opens by itself: nobody tapped. */
  readonly automatic: boolean
  readonly now: number
}

export interface Limits {
  readonly chargeReuse: number
  readonly chargeGrace: number
}

export type Decision =
  | { readonly do: 'create' }
  | { readonly do: 'give_again' }
  /** query; close; query; create */
  | { readonly do: 'replace' }
  /** Another request is creating it. */
  | { readonly do: 'wait' }
  | { readonly do: 'declare_lost' }
  /** Its create answer was lost. `again`: send the same bytes once more first; then query; close; query; create. */
  | { readonly do: 'recover'; readonly again: boolean }
  | { readonly do: 'order_paid' }
  | { readonly do: 'refuse'; readonly retryAfterMs: number }

/**
 * The contract's table «One live charge»: what a request for a charge does, by the state of the order's last
 * charge and the capabilities of the gateway that made it.
 */
export function decideCharge(
  last: ChargeRecord | null,
  asking: ChargeAttempt,
  limits: Limits,
  capabilities: Pick<GatewayCapabilities, 'createRepeatable' | 'credentialLife'>,
): Decision {
  if (last === null) return { do: 'create' }
  const age = asking.now - last.createdAt
  switch (last.status) {
    case 'failed':
    case 'closed':
      return { do: 'create' }
    case 'lost':
      return capabilities.createRepeatable ? { do: 'replace' } : { do: 'create' }
    case 'succeeded':
      return { do: 'order_paid' }
    case 'creating':
      if (capabilities.createRepeatable) return doubtfulCharge(last, age, asking)
      return isAbandoned(last, asking.now) ? { do: 'declare_lost' } : { do: 'wait' }
    case 'live':
      return last.openid === asking.openid
        ? ownLiveCharge(last, age, asking, capabilities.credentialLife ?? limits.chargeReuse)
        : someoneElsesLiveCharge(last, asking, limits)
  }
}

function doubtfulCharge(last: ChargeRecord, age: number, asking: ChargeAttempt): Decision {
  const own = last.openid === asking.openid
  const isLeft = age >= -clocksApart && age < (own ? joinAfter : createTimeout)
  if (isLeft) return { do: 'wait' }
  return { do: 'recover', again: own && last.expiresAt - asking.now > nearExpiry }
}

function ownLiveCharge(
  last: ChargeRecord,
  age: number,
  asking: ChargeAttempt,
  reuse: number,
): Decision {
  const fresh = age < reuse && last.expiresAt - asking.now > nearExpiry
  return fresh && !asking.renew ? { do: 'give_again' } : { do: 'replace' }
}

/** Nobody's sheet is closed while they type their PIN. A time written by a clock that has jumped keeps nobody out. */
function someoneElsesLiveCharge(
  last: ChargeRecord,
  asking: ChargeAttempt,
  limits: Limits,
): Decision {
  const heldFor = asking.now - last.graceFrom
  const inGrace = heldFor < limits.chargeGrace && heldFor >= -clocksApart
  if (inGrace) return { do: 'refuse', retryAfterMs: limits.chargeGrace - heldFor }
  return asking.automatic ? { do: 'refuse', retryAfterMs: 0 } : { do: 'replace' }
}

/**
 * When the run started that a new charge belongs to. `CHARGE_GRACE` counts from there, so that nobody holds
 * an order by renewing. A run is unbroken while each charge replaces one of the same payer as the order's
 * last one, whatever its state: live, failed, closed, lost. Another payer's charge ends it. So does time,
 * once both are over: the life of the charge that is replaced, and twice the grace since the run started. By
 * then others have been free to take over for as long as they were kept out.
 * @param previous the order's last charge, which the new one replaces
 */
export function graceFrom(
  previous: ChargeRecord | null,
  { openid, now }: Pick<ChargeAttempt, 'openid' | 'now'>,
  { chargeGrace }: Pick<Limits, 'chargeGrace'>,
): number {
  if (previous?.openid !== openid) return now
  const isOver = now >= previous.expiresAt && now >= previous.graceFrom + 2 * chargeGrace
  return isOver ? now : Math.min(previous.graceFrom, now)
}
