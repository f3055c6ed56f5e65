import type { Arrival, Books, ShopAnswer } from '../shop/page-state'

export interface ShopLive {
  /** All that has come, the oldest first, at every change. */
  onArrivals: (listener: (arrivals: Arrival[]) => void) => void
  onBooks: (listener: (books: Books) => void) => void
  onFault: (listener: (fault: string) => void) => void
}

/** A stream that was cut off is taken up where it was; a sandbox that was started anew begins it anew. */
export function listenToShop(): ShopLive {
  const events = new EventSource('events')
  const on = (name: string, listener: (data: unknown) => void) =>
    events.addEventListener(name, (event) => listener(JSON.parse(event.data as string)))
  const listeners: ((arrivals: Arrival[]) => void)[] = []
  let run: unknown = null
  let arrivals: Arrival[] = []
  const changed = (now: Arrival[]) => {
    arrivals = now
    for (const listener of listeners) listener(arrivals)
  }
  on('run', (now) => {
    if (now !== run) changed([])
    run = now
  })
  on('arrived', (arrival) => changed([...arrivals, arrival as Arrival]))
  on('answered', (told) => {
    const { n, answer } = told as { n: number; answer: ShopAnswer }
    changed(arrivals.map((one) => (one.n === n ? { ...one, answer } : one)))
  })
  return {
    onArrivals: (listener) => void listeners.push(listener),
    onBooks: (listener) => on('books', (books) => listener(books as Books)),
    onFault: (listener) =>
      on('faults', (faults) => listener((faults as { shop_answers: string }).shop_answers)),
  }
}
