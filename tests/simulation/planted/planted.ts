import type { PaymentDeps } from '../../../server/payments/deps'
import type { Backend } from '../world/backend'
import type { Rules } from '../world/rules'

/** A mistake put into the rules on purpose: whoever searches has to find it. */
export interface Planted {
  readonly name: string
  /** The checks that may show it. */
  readonly shownBy: readonly string[]
  readonly rules?: Partial<Rules>
  readonly deps?: (deps: PaymentDeps, backend: Backend) => PaymentDeps
}
