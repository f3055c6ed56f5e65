import type { PaymentEvent } from './events'
import { next } from './flow'
import type { State } from '../states'

/**
 * One payment on its way: the state it is in, and the only way to move it. It knows no framework, because
 * it begins within the page, before the app has arrived that shows the rest of it.
 */
export interface Payment {
  readonly state: State
  /** @param at Unix ms by this phone's clock */
  apply(event: PaymentEvent, at: number): void
  /** Tells the state there is, and every later one, in the order in which the listeners came. */
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
