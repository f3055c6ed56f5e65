import { sheetDenials, type KnownPageEvent } from '../../contract/page-events'
import type { Log } from '../../payments/core/deps'
import { createCounter, type Counter } from './counter'
import type { Step } from './payment-funnel'
import { createSampledWarning } from '../sampled-log'

/** Events from payers' pages: counted by event and kind, with a sampled warning when WeChat refused a sheet. */
export interface PageEvents {
  note(event: KnownPageEvent, address: string): void
  readonly counter: Counter
}

/** @param reached called for the steps that a backend cannot see */
export function createPageEvents(
  now: () => number,
  log: Log,
  reached: (step: Step) => void,
): PageEvents {
  const help = 'What payers’ pages told, by event and kind'
  const counter = createCounter('page_events', help, 'event', 'kind')
  for (const kind of sheetDenials) counter.begin('sheet_denied', kind)
  const warn = createSampledWarning(now, log, 'WeChat did not open the pay sheet for a payer')

  return {
    counter,
    note(told, address) {
      const { event } = told
      const kind = told.kind ?? ''
      counter.add(event, kind)
      if (event === 'sheet_asked') reached('sheet_asked')
      if (event === 'bridge_answered' && kind === 'ok') reached('sheet_ok')
      if (event === 'sheet_denied') warn(`${event};${kind}`, { address })
    },
  }
}
