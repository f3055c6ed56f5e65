import { Type } from 'typebox'
import { Health } from '../contract/health'
import { CheckoutError } from '../contract/errors'
import { problems } from '../http/api-document'
import type { Routes } from './route'

export const healthRoutes: Routes = (app, { deps }) => {
  const unlimited = { config: { counts: 'none' as const } }

  app.get(
    '/healthz',
    { ...unlimited, schema: { summary: 'The process runs', response: { 200: Health } } },
    () => ({ status: 'ok' as const }),
  )

  app.get(
    '/readyz',
    {
      ...unlimited,
      schema: { summary: 'It can do its work', response: { 200: Health, ...problems } },
    },
    async () => {
      await deps.checkDatabase().catch((cause: unknown) => {
        throw new CheckoutError('not_ready', 'Nothing can be written to the database.', {
          retryAfter: 1,
          cause,
        })
      })
      return { status: 'ok' as const }
    },
  )

  app.get(
    '/openapi.json',
    { schema: { summary: 'This document', response: { 200: Type.Unknown() } } },
    (_request, reply) =>
      reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(app.swagger()),
  )
  return Promise.resolve()
}
