import { Type } from 'typebox'
import { PageEvent } from '../contract'
import { checkOf } from '../check'
import { CheckoutError } from '../errors'
import { problems } from '../http/api-document'
import { fromOurPages } from '../http/same-origin'
import type { Routes } from './route'

const events = checkOf(PageEvent)
/** A step and a kind: what is longer is not ours. */
const bodyLimit = 1024

/** What the payer's page counts. Its beacon is text that holds JSON: engines of 2018 refuse another. */
export const eventRoutes: Routes = (app, { deps }) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    'text/plain',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => {
      done(null, body)
    },
  )

  app.post(
    '/events',
    {
      bodyLimit,
      onRequest: fromOurPages(deps.config, 'text/plain'),
      schema: {
        summary: 'What the payer’s page tells to be counted; text/plain that holds JSON',
        response: { 204: Type.Null({ description: 'Counted' }), ...problems },
      },
    },
    async (request, reply) => {
      const event = parse(request.body)
      if (!events.Check(event)) {
        throw new CheckoutError('invalid_request', 'The body is no event that is counted.')
      }
      deps.pageEvents.note(event, request.ip)
      await reply.code(204).send(null)
    },
  )
  return Promise.resolve()
}

function parse(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : undefined
  } catch {
    return undefined
  }
}
