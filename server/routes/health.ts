import { Type } from 'typebox'
import { Health } from '../contract/health'
import { CheckoutError } from '../contract/errors'
import { anyone, problems } from '../http/api-document'
import type { Routes } from './route'

export const healthRoutes: Routes = (app, { deps }) => {
  const unlimited = { config: { counts: 'none' as const } }
  let document: string | null = null

  app.get(
    '/healthz',
    {
      ...unlimited,
      schema: {
        operationId: 'getHealth',
        tags: ['Operation'],
        summary: 'The process runs',
        security: anyone,
        response: { 200: Health, ...problems },
      },
    },
    () => ({ status: 'ok' as const }),
  )

  app.get(
    '/readyz',
    {
      ...unlimited,
      schema: {
        operationId: 'getReadiness',
        tags: ['Operation'],
        summary: 'The process is ready: the database can be written to',
        security: anyone,
        response: { 200: Health, ...problems },
      },
    },
    async () => {
      if (deps.isLeaving()) {
        throw new CheckoutError('not_ready', 'This process is stopping.', { retryAfter: 1 })
      }
      await deps.checkDatabase().catch((cause: unknown) => {
        throw new CheckoutError('not_ready', 'The database cannot be written to.', {
          retryAfter: 1,
          cause,
        })
      })
      return { status: 'ok' as const }
    },
  )

  app.get(
    '/openapi.json',
    {
      schema: {
        operationId: 'getApiDocument',
        tags: ['Operation'],
        summary: 'This document',
        security: anyone,
        response: { 200: Type.Unknown({ description: 'OpenAPI 3.1' }), ...problems },
      },
    },
    async (_request, reply) => {
      // Read by people and tools only, so it is loaded on demand.
      const { completeDocument } = await import('../http/api-document/complete-document')
      document ??= JSON.stringify(completeDocument(app.swagger()))
      return reply.type('application/json; charset=utf-8').send(document)
    },
  )
  return Promise.resolve()
}
