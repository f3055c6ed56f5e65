import { Webhook } from 'standardwebhooks'
import type { NotificationBody, NotificationType } from './wire.js'

type NotificationOf<Type extends NotificationType> = Omit<NotificationBody, 'type' | 'refundId'> & {
  readonly type: Type
  /** `webhook-id`: the same at every try. One that was dealt with is answered 2xx and nothing else. */
  readonly id: string
} & (Type extends `refund.${string}` ? { readonly refundId: string } : unknown)

/** What the shop is told; `type` says which it is. */
export type ShopNotification = {
  [Type in NotificationType]: NotificationOf<Type>
}[NotificationType]

/** As Node.js's `request.headers` are, or `Headers`. */
export type RequestHeaders =
  Headers | Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Verifies what came by the Standard Webhooks specification, no older than five minutes.
 * @param rawBody the bytes as they came: what was parsed and written again does not verify
 * @param secrets `NOTIFY_SECRET`; several while they rotate (a list, or one text with commas)
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
      // Whoever signed it checks what it sends against the schema that the type is made from.
      return { id: read['webhook-id'], ...(told as NotificationBody) } as ShopNotification
    } catch (error) {
      failures.push(error)
    }
  }
  throw new NotificationNotVerified(failures[0])
}

/** A request that is not from the checkout, was altered on its way, or is too old. */
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
