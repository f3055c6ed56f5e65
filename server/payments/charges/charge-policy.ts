import type { GatewayCapabilities } from '../core/gateway'
import type { ChargeRecord } from '../core/records'
import { clocksApart, createTimeout, isAbandoned } from '../reports/charge-check-schedule'

/** WeChat wants time to finish a sheet: nearer to its end than this, a charge is not given again. */
const nearExpiry = 60_000

/**
 * In ms: for so long a create call that may be repeated is left to the request that began it. A second one by
 * the same payer is harmless, but costs the gateway a call.
 */
const joinAfter = 5_000

export interface ChargeAttempt {
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

/**
 * How often a payer may have a charge of one order made or closed, `within` in ms. A charge that takes the
 * place of another is counted once, when the other is about to be closed, whether that succeeds or not:
 * closing costs calls of the gateway all the same. Being given a charge again counts for nothing, and is
 * possible at any time.
 */
export const attemptBound = { most: 10, within: 10 * 60_000 } as const

export type Decision =
  | { readonly do: 'create' }
  | { readonly do: 'give_again' }
  /** query; close; query; create */
  | { readonly do: 'replace' }
  /** Its create call is under way in another request. */
  | { readonly do: 'wait' }
  | { readonly do: 'declare_lost' }
  /** Its create answer was lost: `again`: send the same bytes once more; then query; close; query; create */
  | { readonly do: 'recover'; readonly again: boolean }
  | { readonly do: 'order_paid' }
  | { readonly do: 'refuse'; readonly retryAfterMs: number }

/**
 * The contract's table «One live charge»: what asking for a charge does, by what the order's last
 * charge is, and by the capabilities of the gateway where that was made.
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

/** Nobody's sheet is pulled away mid-PIN. What a clock that has jumped wrote keeps nobody off. */
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
 * When the run began that a charge made now belongs to: `CHARGE_GRACE` counts from there, so that nobody
 * holds an order by renewing. A payer's run of charges is unbroken while each takes the place of one of the
 * same payer as the order's last one, whatever became of that one: live, failed, closed, lost. Another
 * payer's charge ends it. So does time, where both are over: the time of the charge that is replaced, and
 * twice the grace since the run began; others have then been free to take over for as long as they were
 * kept off.
 *
 * @param previous the order's last charge, which the new one takes the place of
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
