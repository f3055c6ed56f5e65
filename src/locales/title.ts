import type { State } from '@/payment/states'
import type { Words } from './zh-CN/dictionary'

/** The heading of a state, which is also the window's title. */
export function titleOf(state: State, words: Words): string {
  switch (state.step) {
    case 'money_back':
      return words.moneyBack[state.why].title[state.refund]
    case 'closed':
      return state.why === 'expired' ? words.closed.expired.title : words.steps.closed
    case 'paid':
      // Not paid by this payer, as far as is known: they must not take it for their own success.
      return state.begun ? words.paidUp : words.steps.paid
    default:
      return words.steps[state.step]
  }
}
