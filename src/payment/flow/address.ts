import { targetOf } from './next-states'
import type { State } from '../states'
import { writeTarget } from '../page-target'

/** The address of a state, relative to the payment directory; null: it does not change. */
export function addressOf(state: State): string | null {
  switch (state.step) {
    case 'landing':
    case 'landing_failed':
      return 'oauth'
    case 'leaving':
      return null
    case 'nowhere':
      // One of our pages without its parameters, or a used landing: neither stays in the address.
      return 'nothing-here'
    case 'loading':
    case 'load_failed':
      return writeTarget(state.target)
    case 'outside':
      return writeTarget(state.target).replace(/^\w+/, 'wechat')
    case 'amount':
    case 'catalog':
      return 'checkout'
    case 'ordering':
    case 'just_paid':
      return writeTarget(targetOf(state.request))
    case 'not_found':
      return `checkout?order=${state.orderId}`
    default:
      return `${pageOf(state)}?order=${state.order.orderId}`
  }
}

type WithOrder = Exclude<Extract<State, { order: unknown }>, { step: 'outside' }>

function pageOf(state: WithOrder): string {
  switch (state.step) {
    case 'confirming':
    case 'pending':
      return 'pending'
    case 'unpaid':
    case 'failed':
    case 'closed':
    case 'money_back':
      return 'failure'
    case 'paid':
    case 'refunded':
      return 'success'
    default:
      return 'checkout'
  }
}
