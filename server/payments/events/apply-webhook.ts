import type { PaymentDeps } from '../core/deps'
import type { Webhook } from '../core/gateway'
import type { WebhookRecord } from '../core/records'
import type { ReceivedWebhook } from './receive-webhook'
import { actOnWebhook } from './act-on-webhook'
import { givenUp, nextTry } from '../schedules/webhook-schedule'

/** Applies a stored webhook. A repeated one is applied as well. */
export function applyWebhook(deps: PaymentDeps, record: WebhookRecord): Promise<void> {
  return applyAs(deps, record, () =>
    deps.gateways[record.gateway].readWebhook(record, record.receivedAt),
  )
}

/** The same for a webhook that this process has just verified: it is not verified twice. */
export function applyReceivedWebhook(deps: PaymentDeps, received: ReceivedWebhook): Promise<void> {
  return applyAs(deps, received, () => Promise.resolve(received.webhook))
}

async function applyAs(
  deps: PaymentDeps,
  record: WebhookRecord,
  read: () => Promise<Webhook | null>,
): Promise<void> {
  const { key, gateway } = record
  let done = false
  try {
    const webhook = await read()
    // It verified when it was acknowledged. If the key has changed since, it must not be lost.
    done = webhook !== null && (await actOnWebhook(deps, webhook, record))
    if (webhook) {
      const { id, kind, chargeNumber: chargeId, chargeGatewayId: gatewayId } = webhook
      const names = { webhook: id, kind, gateway, chargeId, gatewayId }
      deps.log.info(names, done ? 'webhook applied' : 'webhook not applied yet')
    }
  } finally {
    // After a failure too: it is tried again with growing pauses, for 72 hours.
    await (done ? deps.repository.webhookApplied(key, deps.clock.now()) : tryLater(deps, record))
  }
}

async function tryLater(deps: PaymentDeps, { key, receivedAt }: WebhookRecord): Promise<void> {
  const now = deps.clock.now()
  const age = now - receivedAt
  if (age < givenUp) return deps.repository.scheduleWebhook(key, now + nextTry(age))
  deps.log.error({ key }, 'a webhook could not be applied and is given up')
  // Acknowledged but not acted upon: it does not count as applied, so it is never deleted.
  return deps.repository.scheduleWebhook(key, null)
}
