import type { Failure } from './failure'
import type { Poll } from './poll'
import type { KnownOrder } from './timed-order'

/**
 * What the bridge said about the sheet. Only a hint: the backend decides. `denied`: WeChat refuses to open it
 * on this page, now and the next time.
 */
export type Hint = 'ok' | 'cancel' | 'fail' | 'denied' | 'unknown' | 'none'

/** Whether the sheet claims that nothing was paid with it; the backend is asked all the same. */
export function saysUnpaid(hint: Hint): boolean {
  return hint === 'cancel' || hint === 'fail' || hint === 'denied'
}

interface FindingOut {
  readonly order: KnownOrder
  readonly hint: Hint
  /** The charge of the sheet that was open; null where it is not known whether there was one. */
  readonly chargeId: string | null
  /** The attempt is older than this page: the payer may pay again as soon as the backend has answered. */
  readonly resumed: boolean
  /** Unix ms by this phone's clock: Paymax must have been asked after this before «not charged» is shown. */
  readonly since: number
  readonly checkedAt: string | null
  readonly trouble: Failure | null
  readonly poll: Poll
}

export type Confirming = FindingOut & { readonly step: 'confirming' }

export type Pending = FindingOut & { readonly step: 'pending' }
