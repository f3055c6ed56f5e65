import type { PageEvent } from '../contract/events'
import type { Log } from '../payments/core/deps'
import { createCounter, type Counter } from './counter'
import { createSampledWarning } from './sampled-log'

/** What the payers' pages tell: counted by event and kind, and warned of, a sample of it. */
export interface PageEvents {
  note(event: PageEvent, address: string): void
  readonly counter: Counter
}

export function createPageEvents(now: () => number, log: Log): PageEvents {
  const help = 'What payers’ pages told, by event and kind'
  const counter = createCounter('page_events', help, 'event', 'kind')
  const warn = createSampledWarning(now, log, 'WeChat did not open the pay sheet for a payer')

  return {
    counter,
    note({ event, kind }, address) {
      counter.add(event, kind)
      warn(`${event};${kind}`, { address })
    },
  }
}
