import type { PageEvent } from '../contract/events'
import type { Log } from '../payments/core/deps'
import { createSampledWarning } from './sampled-log'

/** What the payers' pages tell: counted by event and kind, and warned of, a sample of it. */
export interface PageEvents {
  note(event: PageEvent, address: string): void
  /** By `event;kind`. */
  readonly counts: ReadonlyMap<string, number>
}

export function createPageEvents(now: () => number, log: Log): PageEvents {
  const counts = new Map<string, number>()
  const warn = createSampledWarning(now, log, 'WeChat did not open the pay sheet for a payer')

  return {
    counts,
    note({ event, kind }, address) {
      const name = `${event};${kind}`
      counts.set(name, (counts.get(name) ?? 0) + 1)
      warn(name, { address })
    },
  }
}
