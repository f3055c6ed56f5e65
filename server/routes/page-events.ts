import { Type } from 'typebox'
import { knownPageEvent, SentPageEvent } from '../contract/page-events'
import { anyone, problems } from '../http/api-document'
import { lastPayerOf } from '../http/access/payer-access'
import { fromOurPages } from '../http/same-origin'
import { readTextAsJson } from '../http/utf8'
import type { Routes } from './route'

/** In bytes. A step, a kind and two ids; a longer body is not ours. */
const bodyLimit = 1024

/**
 * Counts the page's events, and keeps those that name an order. The answer does not wait for the database, and
 * is the same whether there is such an order. A beacon is text that contains JSON: engines of 2018 refuse another
 * content type.
 */
export const eventRoutes: Routes = (app, { deps }) => {
  readTextAsJson(app)

  app.post(
    '/events',
    {
      bodyLimit,
      onRequest: fromOurPages(deps.config, 'text/plain'),
      schema: {
        operationId: 'countPageEvent',
        tags: ['Payer'],
        summary: 'Reports from the payer’s page about the payment sheet; JSON sent as text/plain',
        description:
          'A step, a kind and the order; no personal data. The backend counts the report, and no state changes because of it. It ignores fields of pages of another build.',
        security: anyone,
        'x-codes': ['forbidden_origin'],
        consumes: ['text/plain'],
        body: SentPageEvent,
        response: { 204: Type.Null({ description: 'Counted' }), ...problems },
      },
    },
    async (request, reply) => {
      const told = knownPageEvent(request.body)
      deps.pageEvents.note(told, request.ip)
      deps.keepPageEvent(told, lastPayerOf(request, deps))
      await reply.code(204).send(null)
    },
  )
  return Promise.resolve()
}
