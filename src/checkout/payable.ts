import type { State, StateAt } from '@/payment/states'

type PayingStep = 'ready' | 'charging' | 'charge_refused' | 'bridging' | 'bridge_missing' | 'sheet'

/** A state in which the order itself is on the screen, with the button that pays it. */
export type Paying = StateAt<PayingStep>

const payingSteps = ['ready', 'charging', 'charge_refused', 'bridging', 'bridge_missing', 'sheet']

export function payable(state: State): Paying | null {
  return isPaying(state) ? state : null
}

function isPaying(state: State): state is Paying {
  return payingSteps.includes(state.step)
}
