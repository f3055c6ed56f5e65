import type { PaymentDeps } from '../../../server/payments/core/deps'
import type { SenderDeps } from '../../../server/notifications/sender'
import type { Writing } from '../repository/memory-repository'
import type { World } from '../world/world'
import type { Backend } from '../world/backend'
import type { WhichGateways } from '../world/nature'
import type { Rules } from '../world/rules'

/** Said where the mistake does otherwise than the rules would: in a world in which nobody says it nothing was tried. */
export type Met = () => void

/** A mistake put into the rules on purpose: whoever searches has to find it. */
export interface Planted {
  readonly name: string
  /** By default Paymax alone. */
  readonly gateways?: WhichGateways
  /** The world that the search begins with: a mistake that few worlds show, where one is near. By default 1. */
  readonly from?: number
  /** The checks that may show it. */
  readonly shownBy: readonly string[]
  readonly rules?: (met: Met) => Partial<Rules>
  /** What a reader that makes this mistake makes of a sum as it is written. */
  readonly sums?: (met: Met) => (written: number | string) => unknown
  /** How the store writes what is told. */
  readonly writing?: (world: World, met: Met) => Writing
  readonly sending?: (deps: SenderDeps, backend: Backend, met: Met) => SenderDeps
  readonly deps?: (deps: PaymentDeps, backend: Backend, met: Met) => PaymentDeps
}
