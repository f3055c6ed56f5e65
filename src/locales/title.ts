import type { State } from '@/payment/states'
import type { Words } from './words'

/** The heading of a state, which is also the window's title. */
export function titleOf(state: State, words: Words): string {
  switch (state.step) {
    case 'money_back':
      return words.moneyBack[state.why].title[state.refund]
    case 'closed':
      return words.closed[state.why].title
    default:
      return words.steps[state.step]
  }
}
