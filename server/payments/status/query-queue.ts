import type { PaymentDeps } from '../core/deps'
import type { ChargeRecord } from '../core/records'
import type { InFlight } from '../events/in-flight'
import { createPacedQuery } from '../reports/query-charge'

/** How many queries run at once: more would only be slower and delay webhooks as well. */
const busy = 32

/** @param when for long polls, which are queried again later */
export type QueueQuery = (charge: ChargeRecord | null, when?: 'unless busy') => Promise<void>

/**
 * Asks the gateway about a charge once a slot is free, unless a webhook has answered meanwhile. Never
 * rejects: failures are logged.
 */
export function createQueryQueue(payments: PaymentDeps, inFlight: InFlight): QueueQuery {
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
