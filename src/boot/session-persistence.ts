import { addressOf } from '@/payment/flow/address'
import { attemptKey } from '@/payment/attempt'
import type { Stages } from '@/payment/stages'
import type { State, StateAt, Step } from '@/payment/states'
import type { Storage } from '@/platform/storage'

/** Stores what has to survive a reload, and removes what is over. */
export function persist(state: State, storage: Storage): void {
  if (state.step === 'leaving') return countLeave(state.target ? 'leaves' : 'restarts', storage)
  const address = addressOf(state)
  if (address && address !== 'oauth') storage.set('address', address)
  if (!arriving.includes(state.step)) {
    storage.remove('leaves')
    storage.remove('restarts')
  }
  if (isOver(state)) storage.remove(attemptKey(state.order.orderId))
}

// WeChat sometimes loses cookies: sign-ins are counted until one has led somewhere.
function countLeave(key: string, storage: Storage): void {
  storage.set(key, String(Number(storage.get(key) ?? 0) + 1))
}

const arriving: readonly Step[] = [
  'landing',
  'landing_failed',
  'loading',
  'load_failed',
  'ordering',
  'nowhere',
] satisfies Stages['arriving']
const over: readonly Step[] = [
  'paid',
  'closed',
  'refunded',
  'money_back',
  'failed',
] satisfies Stages['over']

function isOver(state: State): state is StateAt<Stages['over'][number]> {
  // Another payment paid it: only the fact that this phone had started one of its own distinguishes this from
  // a success.
  if ('begun' in state && state.begun) return false
  return over.includes(state.step)
}
