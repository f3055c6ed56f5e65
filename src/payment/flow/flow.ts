import {
  fromLanding,
  fromLandingFailed,
  fromLeaving,
  fromLoadFailed,
  fromLoading,
  fromOutside,
} from './arriving'
import { fromConfirming, fromFailed, fromPending, fromUnpaid } from './confirming'
import { fromEnd } from './ending'
import type { PaymentEvent } from './events'
import { fromAmount, fromCatalog, fromJustPaid, fromOrdering } from './ordering'
import {
  fromBridging,
  fromBridgeMissing,
  fromCharging,
  fromChargeRefused,
  fromReady,
  fromSheet,
} from './paying'
import type { State, StateAt, Step } from '../states'

/** What comes next from each step; in the order in which a payment walks through them. */
const onwards: { [S in Step]: (state: StateAt<S>, event: PaymentEvent, at: number) => State } = {
  landing: fromLanding,
  landing_failed: fromLandingFailed,
  leaving: fromLeaving,
  loading: fromLoading,
  load_failed: fromLoadFailed,
  outside: fromOutside,
  nowhere: (state) => state,
  not_found: (state) => state,
  amount: fromAmount,
  catalog: fromCatalog,
  ordering: fromOrdering,
  just_paid: fromJustPaid,
  ready: fromReady,
  charging: fromCharging,
  charge_refused: fromChargeRefused,
  bridging: fromBridging,
  bridge_missing: fromBridgeMissing,
  sheet: fromSheet,
  confirming: fromConfirming,
  pending: fromPending,
  unpaid: fromUnpaid,
  failed: fromFailed,
  paid: fromEnd,
  closed: fromEnd,
  refunded: fromEnd,
  money_back: fromEnd,
}

/** Every step there is, in payment order. */
export const steps = Object.keys(onwards) as readonly Step[]

/**
 * The whole payment: what a state becomes when something happened, `at` Unix ms by this phone's clock.
 * An event that means nothing to a state leaves it as it is, the very same object.
 */
export function next(state: State, event: PaymentEvent, at: number): State {
  return step(state, event, at)
}

function step<S extends Step>(state: StateAt<S>, event: PaymentEvent, at: number): State {
  // the key is the state's own, which TypeScript cannot follow through the union
  const onward = onwards[state.step] as (state: State, event: PaymentEvent, at: number) => State
  return onward(state, event, at)
}
