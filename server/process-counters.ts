import type { Refusals } from './http/refusals'
import type { Exchanges } from './login/exchanges'
import type { ProcessCounter } from './runtime/metrics'
import type { PageEvents } from './runtime/page-events'

/** What this process counts, under the names that Prometheus reads. */
export function processCounters(counted: {
  readonly refusals: Refusals
  readonly pageEvents: PageEvents
  readonly exchanges: Exchanges
}): readonly ProcessCounter[] {
  const { refusals, pageEvents, exchanges } = counted
  return [
    {
      // Routes as they were registered, codes as they are defined.
      name: 'problems',
      help: 'Answers that were a problem, by code and route',
      labels: ['code', 'route'],
      counts: refusals.problems,
    },
    {
      name: 'limited',
      help: 'Calls that were over a limit, and pages that came plain for it',
      labels: ['limit'],
      counts: refusals.limits,
    },
    {
      name: 'page_events',
      help: 'What payers’ pages told, by event and kind',
      labels: ['event', 'kind'],
      counts: pageEvents.counts,
    },
    {
      name: 'sign_ins',
      help: 'What WeChat made of payers’ codes, with the errcode where it refuses the configuration',
      labels: ['outcome', 'errcode'],
      counts: exchanges.counts,
    },
  ]
}
