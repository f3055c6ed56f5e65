import type { Failure } from './failure'
import type { Poll } from './poll'
import type { KnownOrder } from './timed-order'
import type { Charge } from './wire'

/** Who requested the charge: a tap, the link (`auto=1`), or a tap after the sheet refused the last one. */
export type Wish = 'tap' | 'auto' | 'renew'

export type Ready = {
  readonly step: 'ready'
  readonly order: KnownOrder
  /** `resumed`: this payer's sheet was left open; `busy`: a charge is live, this payer's or another's. */
  readonly notice: 'none' | 'resumed' | 'busy'
  readonly poll: Poll
}

export type Charging = {
  readonly step: 'charging'
  readonly order: KnownOrder
  readonly wish: Wish
}

export type ChargeRefused = {
  readonly step: 'charge_refused'
  readonly order: KnownOrder
  readonly failure: Failure
  /** Unix ms by this phone's clock; null when it can be tried at once. */
  readonly retryAt: number | null
  readonly poll: Poll
}

export type Bridging = {
  readonly step: 'bridging'
  readonly order: KnownOrder
  readonly charge: Charge
  readonly tapped: boolean
}

export type BridgeMissing = {
  readonly step: 'bridge_missing'
  readonly order: KnownOrder
  readonly poll: Poll
}

export type Sheet = {
  readonly step: 'sheet'
  readonly order: KnownOrder
  readonly charge: Charge
  readonly tapped: boolean
  readonly round: number
  readonly startedAt: number
  /** Asked about once without a result: the payer is offered what to do if the bridge stays silent. */
  readonly quiet: boolean
  readonly poll: Poll
}
