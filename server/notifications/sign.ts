import { Webhook } from 'standardwebhooks'
import type { NotificationRecord } from './notification-queue'

/** Headers of one attempt, by the Standard Webhooks specification. */
export type Sign = (
  notification: Pick<NotificationRecord, 'notificationId' | 'body'>,
  now: number,
) => Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>>

/** @param secrets `whsec_…`; each signs, so that a receiver may know any of them */
export function createSign(secrets: readonly string[]): Sign {
  const keys = secrets.map((secret) => new Webhook(secret))
  return ({ notificationId, body }, now) => ({
    'webhook-id': notificationId,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': keys.map((key) => key.sign(notificationId, new Date(now), body)).join(' '),
  })
}
