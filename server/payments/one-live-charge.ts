import type { ChargeRecord } from './records'
import { isAbandoned } from './schedule'

/** WeChat wants time to finish a sheet: nearer to its end than this, a charge is not given again. */
const nearExpiry = 60_000

export interface Asking {
  readonly openid: string
  /** The sheet refused the charge it was given. */
  readonly renew: boolean
  /** Nobody tapped. */
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
  /** Its create call is under way in another request. */
  | { readonly do: 'wait' }
  | { readonly do: 'declare_lost' }
  | { readonly do: 'order_paid' }
  | { readonly do: 'refuse'; readonly retryAfterMs: number }

/**
 * The contract's table «One live charge»: what asking for a charge does, by what the order's last
 * charge is.
 */
export function decide(last: ChargeRecord | null, asking: Asking, limits: Limits): Decision {
  if (last === null) return { do: 'create' }
  const age = asking.now - last.createdAt
  switch (last.status) {
    case 'failed':
    case 'closed':
    case 'lost':
      return { do: 'create' }
    case 'succeeded':
      return { do: 'order_paid' }
    case 'creating':
      return isAbandoned(last, asking.now) ? { do: 'declare_lost' } : { do: 'wait' }
    case 'live':
      return last.openid === asking.openid
        ? ownLiveCharge(last, age, asking, limits)
        : someoneElsesLiveCharge(age, asking, limits)
  }
}

function ownLiveCharge(last: ChargeRecord, age: number, asking: Asking, limits: Limits): Decision {
  const fresh = age < limits.chargeReuse && last.expiresAt - asking.now > nearExpiry
  return fresh && !asking.renew ? { do: 'give_again' } : { do: 'replace' }
}

/** Nobody's sheet is pulled away mid-PIN. */
function someoneElsesLiveCharge(age: number, asking: Asking, limits: Limits): Decision {
  if (age < limits.chargeGrace) return { do: 'refuse', retryAfterMs: limits.chargeGrace - age }
  return asking.automatic ? { do: 'refuse', retryAfterMs: 0 } : { do: 'replace' }
}
