import { Type } from 'typebox'
import { CheckoutError } from '../contract/errors'
import { problems } from '../http/api-document'
import { receiveWebhook, applyReceivedWebhook } from '../payments/events/webhook-inbox'
import type { Routes } from './route'

/** The bodies Paymax sends carry a charge with its refunds. */
const bodyLimit = 256 * 1024

const acknowledged = {
  description: 'Kept',
  content: {
    'text/plain': { schema: Type.Unsafe<string>(Type.Literal('success')) },
  },
}

export const webhookRoutes: Routes = (app, { deps }) => {
  // The signature covers the raw bytes: they are kept as they came, whatever they call themselves.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => {
    done(null, body)
  })

  app.post(
    '/webhooks/paymax',
    {
      bodyLimit,
      config: { counts: 'none' },
      schema: {
        summary: 'Paymax’s webhooks: kept, acknowledged, then applied',
        response: { 200: acknowledged, ...problems },
      },
    },
    async (request, reply) => {
      const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const kept = await receiveWebhook(deps.payments, 'paymax', rawBody, request.headers)
      if (!kept) throw new CheckoutError('signature_invalid', 'The signature does not hold.')
      const applied = applyReceivedWebhook(deps.payments, kept)
      deps.background('apply webhook', deps.inFlight.note(kept.webhook.chargeNumber, applied))
      const { status, body } = deps.payments.gateways.paymax.webhookAnswer
      return reply.code(status).type('text/plain; charset=utf-8').serializer(String).send(body)
    },
  )
  return Promise.resolve()
}
