import { createHash } from 'node:crypto'
import { ask } from './ask'
import type { PaymentDeps } from './deps'
import type { Notification } from './gateway'
import type { InboxRecord } from './records'
import { contradictionsOf, settle } from './settle'

/** The process that received an event settles it; the reconciler takes up what that one left. In ms. */
const handOver = 5_000

/**
 * Keeps a notification whose signature holds. Durable when it returns, so it may be acknowledged.
 * @returns null where the signature does not hold
 */
export async function receiveNotification(
  deps: PaymentDeps,
  rawBody: Buffer,
  signature: string | undefined,
): Promise<InboxRecord | null> {
  const notification = await deps.gateway.readNotification(rawBody, signature)
  if (!notification || signature === undefined) return null
  const record = {
    key: `${notification.id}:${createHash('sha256').update(rawBody).digest('hex')}`,
    rawBody,
    signature,
    receivedAt: deps.clock.now(),
  }
  await deps.ledger.keepNotification(record, record.receivedAt + handOver)
  return record
}

/** Settles what a kept notification tells. Having seen it before never skips this. */
export async function settleNotification(deps: PaymentDeps, record: InboxRecord): Promise<void> {
  const notification = await deps.gateway.readNotification(record.rawBody, record.signature)
  if (notification && !(await actOn(deps, notification, record.receivedAt))) return
  await deps.ledger.notificationSettled(record.key, deps.clock.now())
}

/** @returns whether it is done with; what the event lacks or contradicts is asked of the gateway */
async function actOn(
  deps: PaymentDeps,
  notification: Notification,
  receivedAt: number,
): Promise<boolean> {
  const { charge: report } = notification
  if (report) {
    const ours = await deps.ledger.chargeById(report.chargeNumber)
    if (ours && contradictionsOf(ours, report, deps.terms.app).length === 0) {
      await settle(deps, report, receivedAt)
      return true
    }
  }
  const gatewayId = notification.chargeGatewayId
  if (!gatewayId) {
    deps.log.warn({ notification: notification.id }, 'a notification that names no charge')
    return true
  }
  return (await ask(deps, gatewayId)) !== 'no_answer'
}
