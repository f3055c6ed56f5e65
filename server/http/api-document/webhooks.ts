import { NotificationBody, NotificationType } from '../../contract/notifications'
import type { Operation } from './document-types'

const headers = {
  'webhook-id': 'the same at every try of one notification',
  'webhook-timestamp': 'when this try was signed, in seconds since 1970',
  'webhook-signature': 'v1, and the Base64 of an HMAC-SHA256; one for each secret, spaces between',
}

const summaries: Readonly<Record<NotificationType, string>> = {
  'order.paid': 'An order was paid',
  'order.closed': 'An order was closed, or its time ran out',
  'order.refunded': 'The whole amount of an order has gone back',
  'refund.succeeded': 'A refund has reached the payer',
  'refund.failed': 'A refund failed',
  'order.incident': 'Something happened to an order that a person should look at',
}

const description =
  'Signed by the Standard Webhooks specification; at least once, in any order. 2xx ends it, 410 switches the address off, anything else is tried again for three days.'

/** `order.paid` → `notifyOrderPaid` */
const idOf = (type: string) =>
  `notify${type.replace(/(?:^|\.)(\w)/g, (_, first: string) => first.toUpperCase())}`

function webhook(type: NotificationType): Operation {
  return {
    operationId: idOf(type),
    tags: ['Notifications'],
    summary: summaries[type],
    description,
    security: [],
    parameters: Object.entries(headers).map(([name, meaning]) => ({
      name,
      in: 'header',
      required: true,
      description: meaning,
      schema: { type: 'string' },
    })),
    requestBody: { required: true, content: { 'application/json': { schema: NotificationBody } } },
    responses: {
      '2XX': { description: 'Taken' },
      410: { description: 'No more, please: the address is switched off' },
    },
  }
}

/** The notifications to the shop, as webhooks of the API document: one per type. */
export const webhooks = Object.fromEntries(
  NotificationType.enum.map((type) => [type, { post: webhook(type) }]),
)
