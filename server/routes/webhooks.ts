import { Type } from 'typebox'
import { CheckoutError } from '../contract/errors'
import { anyone, problems } from '../http/api-document'
import type { GatewayName } from '../payments/core/records'
import { applyReceivedWebhook } from '../payments/events/apply-webhook'
import { receiveWebhook } from '../payments/events/receive-webhook'
import type { Routes } from './route'

/** In bytes. A webhook contains a charge with its refunds. */
const bodyLimit = 256 * 1024

const acknowledged = {
  description: 'Stored',
  content: {
    'text/plain': { schema: Type.Unsafe<string>(Type.Literal('success')) },
  },
}

const nothing = Type.Null({ description: 'Stored' })

/** By status; each gateway has one. */
interface Answers {
  readonly 200?: typeof acknowledged
  readonly 204?: typeof nothing
}

export const webhookRoutes: Routes = (app, { deps }) => {
  // The signature covers the raw bytes: they are kept as they came, whatever their content type.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => {
    done(null, body)
  })

  function takes(gateway: GatewayName, name: string, response: Answers): void {
    app.post(
      `/webhooks/${gateway}`,
      {
        bodyLimit,
        config: { counts: 'none' },
        schema: {
          operationId: `receive${name.replace(' ', '')}Webhook`,
          tags: ['Gateways'],
          summary: `Webhooks from ${name}: stored, acknowledged, then applied`,
          description: `The body has ${name}’s format. It is only trusted with a valid signature of ${name}.`,
          security: anyone,
          'x-codes': ['signature_invalid'],
          response: { ...response, ...problems },
        },
      },
      async (request, reply) => {
        const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
        const kept = await receiveWebhook(deps.payments, gateway, rawBody, request.headers)
        deps.webhooks.note(gateway, kept)
        if (!kept) throw new CheckoutError('signature_invalid', 'The signature is not valid.')
        const applied = applyReceivedWebhook(deps.payments, kept)
        deps.background('apply webhook', deps.inFlight.note(kept.webhook.chargeNumber, applied))
        const { status, body } = deps.payments.gateways[gateway].webhookAnswer
        reply.code(status).serializer(String)
        if (body !== '') reply.type('text/plain; charset=utf-8')
        return reply.send(body)
      },
    )
  }

  takes('paymax', 'Paymax', { 200: acknowledged })
  takes('wechatpay', 'WeChat Pay', { 204: nothing })
  return Promise.resolve()
}
