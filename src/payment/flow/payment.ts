import type { PaymentEvent } from './events'
import { next } from './flow'
import type { State } from '../states'

/**
 * One payment: its present state, and the only way to change it. Independent of any framework, because it
 * starts within the page, before the app arrives.
 */
export interface Payment {
  readonly state: State
  /** @param at Unix ms by this phone's clock */
  apply(event: PaymentEvent, at: number): void
  /** Calls the listener with the present state and every later one; listeners are called in order. */
  follow(listener: (state: State) => void): void
}

export function createPayment(first: State): Payment {
  let state = first
  const listeners: ((state: State) => void)[] = []
  return {
    get state() {
      return state
    },
    apply(event, at) {
      const before = state
      state = next(before, event, at)
      if (state !== before) for (const tell of listeners) tell(state)
    },
    follow(listener) {
      listeners.push(listener)
      listener(state)
    },
  }
}
