/**
 * Checks hourly whether a gateway's payments are found by query alone, which means that its webhooks do not
 * arrive.
 */
import type { Kysely } from 'kysely'
import type { Clock, Log } from '../payments/core/deps'
import type { GatewayName } from '../payments/core/records'
import { createCounter, type Counter } from '../runtime/metrics/counter'
import { createRecurring, type Recurring } from '../runtime/recurring'
import { foundByQueryAlone } from '../store/reporting/store-health'
import type { Tables } from '../store/schema/tables'

const hour = 3_600_000

export interface WebhookMonitor extends Recurring {
  readonly counter: Counter
  /** Never rejects: a failed check is repeated in an hour. */
  readonly look: () => Promise<void>
}

/** @param gateways the configured ones */
export function monitorWebhooks(
  db: Kysely<Tables>,
  gateways: readonly GatewayName[],
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): WebhookMonitor {
  const help = 'Hours in which payments of a gateway came to light by query alone'
  const counter = createCounter('hours_without_webhooks', help, 'gateway')
  for (const gateway of gateways) counter.begin(gateway)

  async function lookAt(gateway: GatewayName): Promise<void> {
    const alone = await foundByQueryAlone(db, gateway, clock.now())
    if (!alone) return
    counter.add(gateway)
    const since = new Date(alone.since).toISOString()
    const fields = { gateway, payments: alone.payments, since }
    log.warn(fields, 'payments were found by query only: no webhooks arrive')
  }

  async function look(): Promise<void> {
    try {
      for (const gateway of gateways) await lookAt(gateway)
    } catch (error) {
      log.error({ err: error }, 'checking for missing webhooks failed')
    }
  }

  return { counter, look, ...createRecurring(clock, hour, look) }
}
