import { Webhook } from 'standardwebhooks'
import type { NotificationBody, NotificationType } from './wire.js'

type NotificationOf<Type extends NotificationType> = Omit<NotificationBody, 'type' | 'refundId'> & {
  readonly type: Type
  /** `webhook-id`: the same for every attempt. Answer one that was processed before with 2xx and nothing else. */
  readonly id: string
} & (Type extends `refund.${string}` ? { readonly refundId: string } : unknown)

/** The notification; `type` says which one it is. */
export type ShopNotification = {
  [Type in NotificationType]: NotificationOf<Type>
}[NotificationType]

/** Node.js's `request.headers`, or `Headers`. */
export type RequestHeaders =
  Headers | Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Verifies a notification by the Standard Webhooks specification; at most five minutes old.
 * @param rawBody the raw bytes: a body that was parsed and serialised again does not verify
 * @param secrets `NOTIFY_SECRET`; several while they are rotated (a list, or one text with commas)
 * @throws NotificationNotVerified: answer it with 401
 */
export function verifyNotification(
  rawBody: string | Uint8Array,
  headers: RequestHeaders,
  secrets: string | readonly string[],
): ShopNotification {
  const text = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString()
  const read = signedHeaders(headers)
  const failures: unknown[] = []
  for (const secret of secretsOf(secrets)) {
    try {
      const told = new Webhook(secret).verify(text, read)
      // The backend validates what it sends against the schema that the type is made from.
      return { id: read['webhook-id'], ...(told as NotificationBody) } as ShopNotification
    } catch (error) {
      failures.push(error)
    }
  }
  throw new NotificationNotVerified(failures[0])
}

/** Not from the checkout, altered on its way, or too old. */
export class NotificationNotVerified extends Error {
  constructor(cause: unknown) {
    super('The notification does not verify.', { cause })
    this.name = 'NotificationNotVerified'
  }
}

function secretsOf(secrets: string | readonly string[]): string[] {
  const list = typeof secrets === 'string' ? secrets.split(',') : [...secrets]
  const all = list.map((secret) => secret.trim()).filter((secret) => secret !== '')
  if (all.length === 0) throw new TypeError('There is no secret to verify notifications with.')
  return all
}

function signedHeaders(headers: RequestHeaders) {
  const read = (name: string) => {
    const value = headers instanceof Headers ? headers.get(name) : headers[name]
    return typeof value === 'string' ? value : ''
  }
  return {
    'webhook-id': read('webhook-id'),
    'webhook-timestamp': read('webhook-timestamp'),
    'webhook-signature': read('webhook-signature'),
  }
}
