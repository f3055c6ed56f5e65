import type { State } from '@/payment/states'
import type { Words } from './words'

/** The heading of a state, which is also the window's title. */
export function titleOf(state: State, words: Words): string {
  if (state.step !== 'money_back') return words.steps[state.step]
  return words.moneyBack[state.why].title[state.refund]
}
