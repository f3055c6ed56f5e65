import { NotificationBody, NotificationType } from '../../contract/notifications'
import type { Operation } from './document-types'

const headers = {
  'webhook-id': 'the same for every attempt to send a notification',
  'webhook-timestamp': 'when this attempt was signed, in seconds since 1970',
  'webhook-signature':
    '`v1,` and the Base64 of an HMAC-SHA256; one for each secret, separated by spaces',
}

const summaries: Readonly<Record<NotificationType, string>> = {
  'order.paid': 'An order was paid',
  'order.closed': 'An order was closed or has expired',
  'order.refunded': 'An order was refunded in full',
  'refund.succeeded': 'A refund succeeded',
  'refund.failed': 'A refund failed',
  'order.incident': 'An order has an incident that a person should check',
}

const description =
  'Signed according to the Standard Webhooks specification. Sent at least once, in any order. Answer 2xx to accept it. 410 switches the address off. After any other answer it is sent again, for three days.'

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
      '2XX': { description: 'Accepted' },
      410: { description: 'Send nothing more to this address: it is switched off' },
    },
  }
}

/** The notifications to the shop, as webhooks of the API document: one per type. */
export const webhooks = Object.fromEntries(
  NotificationType.enum.map((type) => [type, { post: webhook(type) }]),
)
