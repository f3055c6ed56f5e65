import type { PaymentDeps } from './payments/core/deps'
import type { InFlight } from './payments/events/in-flight'
import { createPacedQuery } from './payments/reports/query-charge'
import type { RouteDeps } from './routes/deps'

/** How many queries run at once: more would only be slower and delay webhooks as well. */
const busy = 32

/**
 * Asks the gateway about a charge once a slot is free, unless a webhook has answered meanwhile. Never
 * rejects: failures are logged.
 */
export function createQueryQueue(
  payments: PaymentDeps,
  inFlight: InFlight,
): RouteDeps['queueQuery'] {
  const { repository, log } = payments
  const pacedAsk = createPacedQuery(payments)
  let asking = 0
  return async (charge, when) => {
    if (when === 'unless busy' && asking >= busy) return
    asking += 1
    try {
      const applied = charge !== null && (await inFlight.ended(charge.chargeId))
      await pacedAsk(applied ? await repository.chargeById(charge.chargeId) : charge)
    } catch (error) {
      log.error({ err: error }, 'a queued query failed')
    }
    asking -= 1
  }
}
