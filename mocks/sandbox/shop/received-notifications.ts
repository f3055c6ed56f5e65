import type { Arrival, ShopAnswer } from './page-state'

/** Everything that the shop received, each attempt by itself. */
export interface Arrivals {
  /** A new one at each start of the sandbox: numbers start again with it. */
  run: string
  list: () => readonly Arrival[]
  add: (draft: Omit<Arrival, 'n' | 'answer'>) => Arrival
  answer: (arrival: Arrival, answer: ShopAnswer) => void
  subscribe: (listener: ArrivalListener) => () => void
}

export interface ArrivalListener {
  arrived?: (arrival: Arrival) => void
  answered?: (arrival: Arrival) => void
}

const kept = 300

export function createArrivals(run: string): Arrivals {
  let list: Arrival[] = []
  let next = 1
  const listeners = new Set<ArrivalListener>()
  return {
    run,
    list: () => list,
    add(draft) {
      const arrival: Arrival = { ...draft, n: next++, answer: { state: 'waiting', status: null } }
      list = [...list, arrival].slice(-kept)
      for (const { arrived } of listeners) arrived?.(arrival)
      return arrival
    },
    answer(arrival, answer) {
      arrival.answer = answer
      for (const { answered } of listeners) answered?.(arrival)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
