import { addressOf } from '@/payment/address'
import { attemptKey } from '@/payment/attempt'
import type { State } from '@/payment/states'
import type { Storage } from '@/platform/storage'

/** Keeps what has to survive a reload, and forgets what is over. */
export function remember(state: State, storage: Storage): void {
  if (state.step === 'leaving') return countLeave(state.target ? 'leaves' : 'restarts', storage)
  const address = addressOf(state)
  if (address && address !== 'oauth') storage.set('address', address)
  if (hasArrived(state)) {
    storage.remove('leaves')
    storage.remove('restarts')
  }
  if (isOver(state)) storage.remove(attemptKey(state.order.orderId))
}

// WeChat loses cookies at times: how often we went to sign in is counted until it has led somewhere.
function countLeave(key: string, storage: Storage): void {
  storage.set(key, String(Number(storage.get(key) ?? 0) + 1))
}

const underWay = ['landing', 'landing_failed', 'loading', 'load_failed', 'ordering', 'nowhere']

function hasArrived(state: State): boolean {
  return !underWay.includes(state.step)
}

type Over = Extract<State, { step: 'paid' | 'closed' | 'refunded' | 'money_back' | 'failed' }>

function isOver(state: State): state is Over {
  // Another payment paid it: that this phone had begun one of its own is all that tells it from a success.
  if ('begun' in state && state.begun) return false
  return ['paid', 'closed', 'refunded', 'money_back', 'failed'].includes(state.step)
}
