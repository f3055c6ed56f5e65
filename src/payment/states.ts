import type {
  Landing,
  LandingFailed,
  Leaving,
  Loading,
  LoadFailed,
  Outside,
  Nowhere,
  NotFound,
} from './arriving-states'
import type { Amount, Catalog, Ordering, AskedAgain } from './ordering-states'
import type {
  Ready,
  Charging,
  ChargeRefused,
  Bridging,
  BridgeMissing,
  Sheet,
} from './paying-states'
import type { Confirming, Pending } from './confirming-states'
import type { Unpaid, Failed, Paid, Closed, Refunded, MoneyBack } from './result-states'

/** Every state a payer can be in; each has a screen and a test. */
export type State =
  | Landing
  | LandingFailed
  | Leaving
  | Loading
  | LoadFailed
  | Outside
  | Nowhere
  | NotFound
  | Amount
  | Catalog
  | Ordering
  | AskedAgain
  | Ready
  | Charging
  | ChargeRefused
  | Bridging
  | BridgeMissing
  | Sheet
  | Confirming
  | Pending
  | Unpaid
  | Failed
  | Paid
  | Closed
  | Refunded
  | MoneyBack

export type Step = State['step']

export type StateAt<S extends Step> = Extract<State, { step: S }>
