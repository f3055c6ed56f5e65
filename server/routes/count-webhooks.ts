import type { GatewayName } from '../payments/core/records'
import type { ReceivedWebhook } from '../payments/events/receive-webhook'
import { createCounter, type Counter } from '../runtime/metrics/counter'
import { createHistogram, type Histogram } from '../runtime/metrics/histogram'

/** Webhooks received, by gateway: `kept` ones were acknowledged, `refused` ones did not verify. */
export interface WebhookCounts {
  /** @param kept null where it was refused */
  readonly note: (gateway: GatewayName, kept: ReceivedWebhook | null) => void
  readonly counter: Counter
  readonly histogram: Histogram
}

/** @param gateways those that are configured */
export function countWebhooks(gateways: readonly GatewayName[]): WebhookCounts {
  const help = 'Webhooks received, by gateway and whether they were kept'
  const counter = createCounter('webhooks', help, 'gateway', 'outcome')
  for (const gateway of gateways) {
    counter.begin(gateway, 'kept')
    counter.begin(gateway, 'refused')
  }
  const histogram = createHistogram({
    name: 'webhook_lag_seconds',
    help: 'From a payment, by its gateway’s time, to a webhook that tells of it',
    labels: ['gateway'],
    bounds: [1, 2, 5, 15, 60, 300, 3_600],
  })
  return {
    counter,
    histogram,
    note(gateway, kept) {
      counter.add(gateway, kept ? 'kept' : 'refused')
      const paidAt = kept?.webhook.charge?.paidAt ?? null
      if (kept && paidAt !== null) histogram.add(kept.receivedAt - paidAt, gateway)
    },
  }
}
