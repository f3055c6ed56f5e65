import { Type } from 'typebox'
import { problems } from '../http/api-document'
import { requireBearer } from '../http/access/bearer'
import type { Routes } from './route'

export const metricsRoutes: Routes = (app, { deps }) => {
  // After the rate limit, which counts in `onRequest`: guessing keys is limited too.
  app.addHook('preParsing', async (request) => {
    requireBearer(request, deps.config.metricsApiKeys)
    return Promise.resolve()
  })

  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'getMetrics',
        tags: ['Operation'],
        summary: 'Orders, charges, refunds, incidents and this process, for Prometheus',
        description: 'With `METRICS_API_KEY`, or with `MERCHANT_API_KEY` if that is unset.',
        security: [{ metricsKey: [] }],
        response: {
          200: {
            description: 'Prometheus’ text format',
            content: { 'text/plain': { schema: Type.String() } },
          },
          ...problems,
        },
      },
    },
    async (_request, reply) => {
      const { contentType, text } = await deps.metrics.read()
      return reply.type(contentType).serializer(String).send(text)
    },
  )
  return Promise.resolve()
}
