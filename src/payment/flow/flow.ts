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

/** The transitions of each step, in payment order. */
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

/** Every step, in payment order. */
export const steps = Object.keys(onwards) as readonly Step[]

/**
 * The whole payment: the next state after an event; `at` is Unix ms by this phone's clock. An event that a
 * state does not handle returns the very same object.
 */
export function next(state: State, event: PaymentEvent, at: number): State {
  return step(state, event, at)
}

function step<S extends Step>(state: StateAt<S>, event: PaymentEvent, at: number): State {
  // The key is the state's own step, which TypeScript cannot follow through the union.
  const onward = onwards[state.step] as (state: State, event: PaymentEvent, at: number) => State
  return onward(state, event, at)
}
