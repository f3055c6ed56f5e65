import type { GatewayName } from '../payments/core/records'
import { createCounter, type Counter } from '../runtime/counter'

/** Webhooks at the door, by gateway: `kept` ones have been acknowledged, `refused` ones proved nothing. */
export interface WebhookCounts {
  readonly note: (gateway: GatewayName, outcome: 'kept' | 'refused') => void
  readonly counter: Counter
}

export function countWebhooks(): WebhookCounts {
  const help = 'Webhooks received, by gateway and whether they were kept'
  const counter = createCounter('webhooks', help, 'gateway', 'outcome')
  return { counter, note: (gateway, outcome) => counter.add(gateway, outcome) }
}
