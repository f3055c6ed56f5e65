import { Type } from 'typebox'
import { CheckoutError } from '../contract/errors'
import { problems } from '../http/api-document'
import { receiveNotification, settleReceived } from '../payments/events/webhook-inbox'
import type { Routes } from './route'

/** The bodies Paymax sends carry a charge with its refunds. */
const bodyLimit = 256 * 1024

const acknowledged = {
  description: 'Kept',
  content: { 'text/plain': { schema: Type.Literal('success') } },
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
        summary: 'Paymax’s notifications: stored, acknowledged, then settled',
        response: { 200: acknowledged, ...problems },
      },
    },
    async (request, reply) => {
      const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const { sign } = request.headers
      const signature = Array.isArray(sign) ? sign[0] : sign
      const kept = await receiveNotification(deps.payments, rawBody, signature)
      if (!kept) throw new CheckoutError('signature_invalid', 'The signature does not hold.')
      const settled = settleReceived(deps.payments, kept)
      const { chargeNumber } = kept.notification
      deps.background('settle notification', deps.inFlight.note(chargeNumber, settled))
      return reply.type('text/plain; charset=utf-8').serializer(String).send('success')
    },
  )
  return Promise.resolve()
}
