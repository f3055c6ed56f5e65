import type { Failure } from '@/payment/failure'
import type { Stages } from '@/payment/stages'
import type { State, StateAt, Step } from '@/payment/states'

/** States in which the order itself is on the screen, with the pay button. */
export type Paying = StateAt<Stages['paying'][number]>

const paying: readonly Step[] = [
  'ready',
  'charging',
  'charge_refused',
  'bridging',
  'bridge_missing',
  'sheet',
] satisfies Stages['paying']

export function payable(state: State): Paying | null {
  return isPaying(state) ? state : null
}

function isPaying(state: State): state is Paying {
  return paying.includes(state.step)
}

/** Why an order cannot be charged that may have been paid already. */
export function heldBy(state: Paying): Failure | null {
  const failure = state.step === 'charge_refused' ? state.failure : null
  return failure?.code === 'held' ? failure : null
}
