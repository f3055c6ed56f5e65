import { createHash } from 'node:crypto'
import type { PaymentDeps } from '../core/deps'
import type { Webhook } from '../core/gateway'
import type { WebhookRecord, GatewayName } from '../core/records'

/** In ms. The process that received an event applies it; the worker takes up what that process left. */
const handOver = 5_000

/** Stored, and already read by the process that received it. */
export interface ReceivedWebhook extends WebhookRecord {
  readonly webhook: Webhook
}

/**
 * Stores a webhook whose signature holds. Durable when it returns, so it may be acknowledged.
 * @param headers all of the request's, names in lower case
 * @returns null where the signature does not hold
 */
export async function receiveWebhook(
  deps: PaymentDeps,
  gateway: GatewayName,
  rawBody: Buffer,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<ReceivedWebhook | null> {
  const { [gateway]: adapter } = deps.gateways
  const receivedAt = deps.clock.now()
  const raw = { rawBody, headers: only(adapter.webhookHeaders, headers) }
  const webhook = await adapter.readWebhook(raw, receivedAt)
  if (!webhook) return null
  const record = {
    ...raw,
    key: `${webhook.id}:${createHash('sha256').update(rawBody).digest('hex')}`,
    gateway,
    receivedAt,
  }
  await deps.repository.keepWebhook(record, receivedAt + handOver)
  const { id, kind, chargeNumber: chargeId, chargeGatewayId: gatewayId } = webhook
  deps.log.info({ webhook: id, kind, gateway, chargeId, gatewayId }, 'webhook kept')
  return { ...record, webhook }
}

/** A repeated header counts as missing: nothing says which one was meant. */
function only(
  names: readonly string[],
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name]
      return typeof value === 'string' ? [[name, value]] : []
    }),
  )
}
