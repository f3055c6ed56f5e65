/**
 * Checks hourly whether a gateway's payments are found by query alone, which means that its webhooks do not
 * arrive.
 */
import type { Kysely } from 'kysely'
import type { Clock, Log } from '../payments/core/deps'
import type { GatewayName } from '../payments/core/records'
import { createCounter, type Counter } from '../runtime/metrics/counter'
import { foundByQueryAlone } from '../store/reporting/store-health'
import type { Tables } from '../store/schema/tables'

const hour = 3_600_000

export interface WebhookMonitor {
  readonly counter: Counter
  /** Never rejects: a failed check is repeated in an hour. */
  readonly look: () => Promise<void>
  readonly start: () => void
  /** Waits for a check under way. */
  readonly stop: () => Promise<void>
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
  let stopBeat = () => {}
  let underWay = Promise.resolve()

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

  return {
    counter,
    look,
    start() {
      stopBeat = clock.every(hour, () => {
        underWay = look()
      })
    },
    async stop() {
      stopBeat()
      await underWay
    },
  }
}
