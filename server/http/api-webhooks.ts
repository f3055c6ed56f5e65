import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { NotificationBody, NotificationType } from '../contract/notifications'

const headers = {
  'webhook-id': 'the same at every try of one notification',
  'webhook-timestamp': 'when this try was signed, in seconds since 1970',
  'webhook-signature': 'v1, and the Base64 of an HMAC-SHA256; one for each secret, spaces between',
}

type Document = NonNullable<FastifyDynamicSwaggerOptions['openapi']>
type Webhooks = NonNullable<Extract<Document, { webhooks?: unknown }>['webhooks']>

/** What the backend sends to the shop, as the API document has it: a call by us for each type. */
// A TypeBox schema is what the document's type calls one, but for the words of its interface.
export const webhooks = Object.fromEntries(
  NotificationType.enum.map((type) => [
    type,
    {
      post: {
        summary: `The shop is told: ${type}`,
        description:
          'Signed by the Standard Webhooks specification; at least once, in any order. 2xx ends it, 410 switches the address off, anything else is tried again for three days.',
        parameters: Object.entries(headers).map(([name, description]) => ({
          name,
          in: 'header' as const,
          required: true,
          description,
          schema: { type: 'string' as const },
        })),
        requestBody: {
          required: true,
          content: { 'application/json': { schema: NotificationBody } },
        },
        responses: { '2XX': { description: 'taken' }, 410: { description: 'no more, please' } },
      },
    },
  ]),
) as unknown as Webhooks
