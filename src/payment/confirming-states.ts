import type { Failure } from './failure'
import type { Poll } from './poll'
import type { KnownOrder } from './timed-order'

/**
 * What the bridge said of the sheet. A hint: the backend decides. `denied`: WeChat would not open it on
 * this page at all, and will not the next time.
 */
export type Hint = 'ok' | 'cancel' | 'fail' | 'denied' | 'unknown' | 'none'

/** Whether the sheet says of itself that nothing was paid with it; asking is still due. */
export function saysUnpaid(hint: Hint): boolean {
  return hint === 'cancel' || hint === 'fail' || hint === 'denied'
}

interface FindingOut {
  readonly order: KnownOrder
  readonly hint: Hint
  /** The charge of the sheet that was open; null where it is not known that there was one. */
  readonly chargeId: string | null
  /** The attempt is older than this page: the payer may pay again as soon as the backend has spoken. */
  readonly resumed: boolean
  /** Unix ms by this phone's clock: Paymax must have spoken since before «not charged» is said. */
  readonly since: number
  readonly checkedAt: string | null
  readonly trouble: Failure | null
  readonly poll: Poll
}

export type Confirming = FindingOut & { readonly step: 'confirming' }

export type Pending = FindingOut & { readonly step: 'pending' }
